/**
 * What is Binance's own: {@code BinanceProtocol} asks for streams and finds the events in a message ({@code Envelope});
 * {@code ExchangeInfo} asks by REST at start whether the symbols exist.
 */
package io.candlestream.producer.venue;
