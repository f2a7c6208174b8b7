/**
 * The proof of the stored trades, with code of its own: {@code TradeProof} walks along each pair's rows ({@code StoredTrades}) and
 * what the exchange tells ({@code TradeSource}: by REST in {@code ExchangeTrades}, of archive files in {@code KnownTrades}), and
 * makes candles of them ({@code TradedCandle}), which have to equal the stored ones. The result is a {@code TradeReport}.
 */
package io.candlestream.tools.trades;
