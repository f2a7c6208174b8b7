/**
 * What the updates of the socket prove beside their candles: how late it is at most ({@link
 * io.candlestream.producer.gap.socket.EventClock}) and where trades were not heard ({@link
 * io.candlestream.producer.gap.socket.TradeChain}, {@link io.candlestream.producer.gap.socket.TradeJumps}).
 */
package io.candlestream.producer.gap.socket;
