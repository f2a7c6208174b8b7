/**
 * Archive files of klines, in any of their dialects. {@link io.candlestream.history.archive.ArchiveKlines} reads them: each
 * {@code ArchiveFile}; known by its {@code ArchiveName}, perhaps out of an {@code ArchiveZip}, is held against its
 * {@code Checksum}, read row by row by {@code ArchiveRows}, which knows the {@code ArchiveColumns}, from
 * {@link io.candlestream.history.archive.LineReader}, and {@code ArchiveChain} puts the files of a symbol in order; where there is
 * a {@code CandleDifference} between two, the newer by {@code ArchiveTime} decides.
 */
package io.candlestream.history.archive;
