/**
 * Everything that talks to Binance. At start {@code ExchangeInfo} asks by REST whether the symbols exist. Then
 * {@code KlineFeed} keeps one {@code KlineConnection} for each {@code StreamPlan}; each connection replaces its
 * {@code KlineSocket} whenever one ends, or before it does ({@code Sockets}), asks for its streams ({@code Subscription}),
 * and passes every message through its {@code FrameIntake}, which hands klines to a {@code KlineSink} and counts the rest
 * by cause in {@code ProducerMetrics}.
 */
package io.candlestream.producer.exchange;
