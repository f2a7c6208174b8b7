/**
 * The queries. {@link io.candlestream.consumer.query.Queries} runs each in a thread of its own and decides what the failure of one
 * means for the others. A {@link io.candlestream.consumer.query.SparkQuery} waits for its servers ({@link
 * io.candlestream.consumer.query.KafkaPreflight} and the sinks), joins its streams to their sinks ({@link
 * io.candlestream.consumer.query.Pipelines}), starts on the {@link io.candlestream.consumer.query.KafkaSource} and, when it fails,
 * asks the {@link io.candlestream.consumer.query.RestartPolicy}. Before each start the {@link
 * io.candlestream.consumer.query.QueryCheckpoint} is checked; what is lost and accepted, {@link
 * io.candlestream.consumer.query.LossRecovery} requests again. While it runs, {@link io.candlestream.consumer.query.Monitors} look
 * at it from outside: {@link io.candlestream.consumer.query.TopicWatch} ends it when a topic was recreated, {@link
 * io.candlestream.consumer.query.Watchdog} warns of a batch that does not end. {@link io.candlestream.consumer.query.Shutdown}
 * stops all of them between batches.
 */
package io.candlestream.consumer.query;
