/**
 * Kafka's clients as every program uses them: {@link io.candlestream.runtime.kafka.ClientSettings} builds what they are set to, {@link
 * io.candlestream.runtime.kafka.NewTopics} makes a topic that is missing, {@link io.candlestream.runtime.kafka.SinkHeader} says which
 * sinks a record is for.
 */
package io.candlestream.runtime.kafka;
