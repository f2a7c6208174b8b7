/**
 * Archive files of klines, trades and aggregate trades, in any of their dialects. {@link io.candlestream.history.archive.ArchiveKlines} and
 * {@link io.candlestream.history.archive.ArchivedById} read them from an {@code ArchiveFolder}: each {@code ArchiveFile}, known by its
 * {@code ArchiveName}, perhaps out of an {@code ArchiveZip}, is checked against its {@code Checksum} and read from {@link
 * io.candlestream.history.archive.LineReader} row by row ({@code ArchiveRows}), as its {@code ArchiveFormat} tells. {@code
 * ArchiveChain} puts the files of a symbol in order; where two differ, the newer by {@code ArchiveTime} decides.
 */
package io.candlestream.history.archive;
