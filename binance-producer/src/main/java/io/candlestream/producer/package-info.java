/**
 * The producer of Binance: {@code BinanceProducer} runs the engine of module {@code ingest} by its {@code ProducerSettings},
 * with the protocol of package {@code venue} and a package a channel: {@code kline}, {@code trade} and {@code ticker}. {@code BackfillCommand} loads older
 * candles the same way.
 */
package io.candlestream.producer;
