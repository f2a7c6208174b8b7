/**
 * The channels of the tickers, one for each window. {@code TickerReader} reads an event; the result is a {@code Ticker}, which {@code
 * TickerEncoder} writes.
 */
package io.candlestream.producer.ticker;
