/**
 * The exchange's past as {@link io.candlestream.history.Candle}s, from one {@link io.candlestream.history.History} or the
 * other. {@link io.candlestream.history.RestKlines} asks the exchange through a {@link io.candlestream.history.RestApi} within a
 * {@link io.candlestream.history.RequestWeightLimiter}, and {@link io.candlestream.history.RestHistory} asks it page by page.
 * {@link io.candlestream.history.archive.ArchiveKlines} reads files. Trades and aggregate trades are {@link
 * io.candlestream.history.Numbered}, and come by their ids: {@link io.candlestream.history.RestById}, {@link
 * io.candlestream.history.PastById}.
 */
package io.candlestream.history;
