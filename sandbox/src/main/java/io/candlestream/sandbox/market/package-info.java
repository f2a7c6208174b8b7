/**
 * What happens on the simulated exchange, whoever listens: a {@link io.candlestream.sandbox.market.Market} (seeded,
 * recorded trades or archive files) yields {@link io.candlestream.sandbox.market.Update}s in the order of their event times;
 * {@link io.candlestream.sandbox.market.Truth} remembers the newest of each candle.
 */
package io.candlestream.sandbox.market;
