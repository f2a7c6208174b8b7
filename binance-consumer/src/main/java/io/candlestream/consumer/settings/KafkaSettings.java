package io.candlestream.consumer.settings;

import java.util.Map;

/**
 * How the brokers are reached.
 *
 * @param client more settings of every client, under Kafka's own names
 * @param startingOffsets where a query without a checkpoint begins: earliest or latest
 */
public record KafkaSettings(String brokers, Map<String, String> client, String startingOffsets) {}
