package io.candlestream.consumer.sink;

import java.util.Map;

/**
 * A topic that is read, and how far.
 *
 * @param id what tells it from an earlier topic of the same name; empty where the broker gives none
 * @param next by partition the offset of the next record
 */
public record SourceTopic(String name, String id, Map<Integer, Long> next) {}
