/**
 * The proofs of the stored trades and aggregate trades, with code of their own: {@code StoredWalk} leads along each pair's rows ({@code
 * IdTable}), {@code IdCheck} follows their ids and what the exchange tells ({@code SourceById}: by REST in {@code ExchangeById}, of
 * archive files in {@code KnownById}). {@code TradeProof} makes candles of trades ({@code TradedCandle}), which have to equal the stored
 * ones; {@code AggTradeProof} makes aggregate trades of the stored trades. The results are reports.
 */
package io.candlestream.tools.trades;
