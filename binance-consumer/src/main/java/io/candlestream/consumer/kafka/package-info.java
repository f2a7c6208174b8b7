/** How drivers and executors reach the brokers: {@link io.candlestream.consumer.kafka.KafkaConf} is the one place that knows where that stands. */
package io.candlestream.consumer.kafka;
