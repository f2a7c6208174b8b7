/**
 * The exchange's past as {@link io.candlestream.history.Candle}s, from one {@link io.candlestream.history.History} or the
 * other. {@link io.candlestream.history.RestKlines} asks the exchange within a {@link io.candlestream.history.RequestBudget},
 * and {@link io.candlestream.history.RestHistory} asks it page by page. {@link io.candlestream.history.ArchiveKlines} reads
 * files: each {@code ArchiveFile}, told by its {@code ArchiveName}, is held against its {@code Checksum}, dated by {@code ArchiveTime}, read row by row by
 * {@code ArchiveRows} from {@link io.candlestream.history.Lines}, and {@code ArchiveChain} puts the files of a symbol in order.
 */
package io.candlestream.history;
