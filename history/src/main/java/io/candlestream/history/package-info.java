/**
 * The exchange's past as {@link io.candlestream.history.Candle}s, from one {@link io.candlestream.history.History} or the
 * other. {@link io.candlestream.history.RestKlines} asks the exchange within a {@link io.candlestream.history.RequestBudget},
 * and {@link io.candlestream.history.RestHistory} asks it page by page. {@link io.candlestream.history.ArchiveKlines} reads
 * files: each {@code ArchiveFile}, told by its {@code ArchiveName}, perhaps out of an {@code ArchiveZip}, is held against its
 * {@code Checksum}, read row by row by {@code ArchiveRows}, which knows the {@code ArchiveColumns}, from
 * {@link io.candlestream.history.Lines}, and {@code ArchiveChain} puts the files of a symbol in order; where there is a
 * {@code CandleDifference} between two, the newer by {@code ArchiveTime} decides.
 */
package io.candlestream.history;
