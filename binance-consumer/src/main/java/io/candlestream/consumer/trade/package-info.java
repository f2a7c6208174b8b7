/**
 * The streams of trades and of aggregate trades: a {@link io.candlestream.consumer.trade.TradeStream} that its {@link
 * io.candlestream.consumer.trade.TradeStreamFactory} makes from settings, and the same for {@code AggTradeStream}. A decoder makes a
 * {@code TradeRow}, or an {@code AggTradeRow}, of a record; {@code TradeVersion} says when it counts as written. {@code
 * TradeRevisions} and {@code AggTradeRevisions} say what stays of those that another version changes. {@link io.candlestream.consumer.trade.TradeMetricStream} makes metrics of the trades of
 * each window of time, in {@link io.candlestream.consumer.window.SymbolWindows}.
 */
package io.candlestream.consumer.trade;
