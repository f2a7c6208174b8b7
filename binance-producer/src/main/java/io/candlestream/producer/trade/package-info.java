/**
 * The channels of the trades and of the aggregate trades: an {@code IdChannel} of one {@code TradeKind}, which says
 * what tells the two apart. {@code TradeReader} reads an event; the result is a {@code Trade}, which {@code TradeEncoder} writes. {@code
 * IdContinuity} finds what is missing by the ids, {@code IdTailState} lets it go on
 * after a restart, {@code IdHistory} fetches events by REST, and {@code IdPast} loads older ones.
 */
package io.candlestream.producer.trade;
