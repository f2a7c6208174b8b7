/**
 * The channel of the trades. {@code TradeReader} reads an event; the result is a {@code Trade}, which {@code TradeEncoder}
 * writes.
 */
package io.candlestream.producer.trade;
