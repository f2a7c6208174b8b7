/**
 * The stream of trades: a {@link io.candlestream.consumer.trade.TradeStream} that its {@link
 * io.candlestream.consumer.trade.TradeStreamFactory} makes from settings. Its decoder makes a {@code TradeRow} of a record, of
 * which {@code TradeVersion} says when it counts as written.
 */
package io.candlestream.consumer.trade;
