/** The exchange's klines: {@link io.candlestream.simulator.kline.KlineChannel} plays a market's updates and answers for its past. */
package io.candlestream.simulator.kline;
