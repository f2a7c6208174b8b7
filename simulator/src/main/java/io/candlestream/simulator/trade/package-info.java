/**
 * The exchange's trades: {@link io.candlestream.simulator.trade.TradeChannel} plays those of which a market's candles are made, and
 * answers for the past by what it has said ({@code SaidEvents}). {@link io.candlestream.simulator.trade.AggTradeChannel} plays the
 * aggregate trades that they make; {@code StoredByIdChannel} those of stored history. {@link io.candlestream.simulator.trade.SimulatedTrades}
 * makes them.
 */
package io.candlestream.simulator.trade;
