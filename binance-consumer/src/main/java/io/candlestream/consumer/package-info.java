/**
 * The consumer, from the topics into the sinks. In the order of the flow: {@link io.candlestream.consumer.settings} (what is read
 * from where and goes where), {@link io.candlestream.consumer.spark} (the session), {@link io.candlestream.consumer.kafka} (the way to
 * the brokers), {@link io.candlestream.consumer.query} (one Spark query each, with its {@link
 * io.candlestream.consumer.checkpoint}), {@link io.candlestream.consumer.batch} (one batch), {@link
 * io.candlestream.consumer.stream} and {@link io.candlestream.consumer.registry} (records become rows), {@link
 * io.candlestream.consumer.kline}, {@code trade}, {@code ticker} and {@link io.candlestream.consumer.gap} (the streams), {@link
 * io.candlestream.consumer.derived} (rows computed from stored rows) and {@link io.candlestream.consumer.window} (open windows of
 * the metrics), {@link io.candlestream.consumer.sink} (where rows go) and {@link io.candlestream.consumer.metrics} (what can be seen
 * of it all).
 */
package io.candlestream.consumer;
