/**
 * The producer: exchange to topic. {@code BinanceProducer} builds every part from {@code ProducerSettings}. At start the
 * schema, the symbols and the topics are checked, and the ends of the topics are read. Then every kline of the feed
 * (package {@code exchange}, which reads messages with package {@code frame}) is watched for gaps (package {@code gap},
 * which fetches what is missing), encoded and published (package {@code topic}). Package {@code backfill} loads older
 * candles the same way.
 */
package io.candlestream.producer;
