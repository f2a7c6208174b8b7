/**
 * The streams of trades and of aggregate trades: a {@link io.candlestream.consumer.trade.TradeStream} of a {@code TradeType}, which says what
 * tells the two apart, that its {@link io.candlestream.consumer.trade.TradeStreamFactory} makes from settings, or {@code
 * AggTradeStreamFactory}. A decoder makes a {@code TradeRow} of a record, which says when it counts as written. {@code
 * TradeRevisions} say what stays of those that another version changes. {@link io.candlestream.consumer.trade.TradeMetricStream} makes metrics of
 * the trades of each window of time, in {@link io.candlestream.consumer.window.SymbolWindows}.
 */
package io.candlestream.consumer.trade;
