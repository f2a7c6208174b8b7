/**
 * The exchange's klines: {@link io.candlestream.simulator.kline.KlineChannel} plays a market's updates and answers for its past; {@code
 * StoredKlineChannel} does so of stored history, by what it has told ({@code ToldCandles}), and makes the longer intervals ({@code
 * CandleSum}).
 */
package io.candlestream.simulator.kline;
