/**
 * The channel of the klines. {@code KlineReader} reads an event, {@code KlineFields} the candle in it; the result is a {@code
 * Kline}, which {@code KlineEncoder} writes. {@code KlineContinuity} finds what is missing by the interval's grid and by the
 * ids of the trades ({@code TradeChain}), {@code KlineTailState} lets it go on after a restart, and {@code
 * KlineHistory} fetches candles by REST. {@code ClosedCandle} says whether one can be.
 */
package io.candlestream.producer.kline;
