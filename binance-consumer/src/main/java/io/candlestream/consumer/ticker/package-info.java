/**
 * The streams of tickers: a {@link io.candlestream.consumer.ticker.TickerStream} for each window, which its {@link
 * io.candlestream.consumer.ticker.TickerStreamFactory} makes from settings. Its decoder makes a {@code TickerRow} of a record,
 * which {@code TickerCheck} refuses when its numbers contradict each other.
 */
package io.candlestream.consumer.ticker;
