/**
 * Makes tickers that are missing of the stored trades: {@link io.candlestream.tools.refill.RefillCommand} walks along the stored tickers
 * ({@code Refill}), sums the trades by minute ({@code TradeMinutes}) and publishes what they make ({@code TickerTopic}). It shares no
 * code with the proof of the tickers, which judges what it made.
 */
package io.candlestream.tools.refill;
