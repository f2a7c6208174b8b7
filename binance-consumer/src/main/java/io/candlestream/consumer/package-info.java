/**
 * Topics to tables. {@link io.candlestream.consumer.BinanceConsumer} reads the {@link
 * io.candlestream.consumer.ConsumerSettings}, locks the checkpoint ({@link io.candlestream.consumer.CheckpointStart}), starts
 * Spark (package {@code spark}), waits for brokers ({@link io.candlestream.consumer.KafkaStart}) and Cassandra ({@link io.candlestream.consumer.CassandraStart})
 * and joins each topic to its table ({@link io.candlestream.consumer.Flows}). {@link io.candlestream.consumer.Streaming}
 * keeps the query over the {@link io.candlestream.consumer.KafkaSource} running: the {@code guard} package says before each
 * start whether anything was lost, the {@code batch} package does the work, with {@code kline}, {@code gap}, {@code wire}
 * and {@code row} to decode and {@code cassandra} to write; the {@code watch} package looks on, {@link io.candlestream.consumer.Outage} decides about the next start. {@link
 * io.candlestream.consumer.Shutdown} ends it between two batches.
 */
package io.candlestream.consumer;
