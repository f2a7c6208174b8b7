/**
 * The exchange's trades: {@link io.candlestream.simulator.trade.TradeChannel} plays those of which a market's candles are made, and
 * answers for the past by what it has said ({@code SaidTrades}). {@link io.candlestream.simulator.trade.SimulatedTrades} makes it.
 */
package io.candlestream.simulator.trade;
