/**
 * What happens on the simulated exchange, with or without listeners: a {@link io.candlestream.simulator.market.Market} (seeded,
 * recorded trades, archive files, or the stored history of another package) yields {@link
 * io.candlestream.simulator.market.Update}s in the order of their event times; {@link io.candlestream.simulator.market.Truth}
 * remembers the newest of each candle, {@link io.candlestream.simulator.market.TradeTruth} the trades.
 */
package io.candlestream.simulator.market;
