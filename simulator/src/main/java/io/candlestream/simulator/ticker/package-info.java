/**
 * The exchange's tickers: {@link io.candlestream.simulator.ticker.TickerChannel} makes those of one window of the market's trades.
 * {@link io.candlestream.simulator.ticker.SimulatedTickers} makes the channels.
 */
package io.candlestream.simulator.ticker;
