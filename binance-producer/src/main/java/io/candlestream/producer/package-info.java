/**
 * The producer: exchange to topic. {@code BinanceProducer} builds every part from {@code ProducerSettings}. At start the
 * schema, the symbols and the {@code Topic} are checked. Then every kline of the feed (package {@code exchange}, which
 * reads messages with package {@code frame}) goes through {@code KlineEncoder}, which names its asset by
 * {@code AssetNames} and writes it with {@code AvroText}, to {@code KlinePublisher}, whose {@code AckWatch} tells of a
 * silent broker.
 */
package io.candlestream.producer;
