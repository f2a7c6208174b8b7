package io.candlestream.consumer.checkpoint;

import java.util.Map;

/**
 * A topic as the brokers have it now.
 *
 * @param id what tells it from an earlier topic of the same name; empty where the broker gives none
 * @param first the oldest offset that each partition still holds
 * @param end the offset that each partition's next record will get
 */
public record TopicState(String topic, String id, Map<Integer, Long> first, Map<Integer, Long> end) {}
