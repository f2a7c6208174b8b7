/**
 * Topic to table. {@link io.candlestream.consumer.BinanceConsumer} reads the {@link
 * io.candlestream.consumer.ConsumerSettings}, waits for brokers ({@link io.candlestream.consumer.KafkaStart}) and
 * Cassandra ({@link io.candlestream.consumer.CassandraStart}) and streams the {@link
 * io.candlestream.consumer.KafkaSource} through the {@code batch} package, which uses {@code kline} and {@code row} to
 * decode and {@code cassandra} to write. {@link io.candlestream.consumer.Shutdown} ends it between two batches.
 */
package io.candlestream.consumer;
