/**
 * The channel of the trades. {@code TradeReader} reads an event; the result is a {@code Trade}, which {@code TradeEncoder}
 * writes. {@code TradeContinuity} finds what is missing by the ids, {@code TradeTailState} lets it go on after a restart, {@code
 * TradeHistory} fetches trades by REST, and {@code TradePast} loads older ones.
 */
package io.candlestream.producer.trade;
