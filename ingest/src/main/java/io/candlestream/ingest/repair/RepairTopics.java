package io.candlestream.ingest.repair;

import org.apache.avro.Schema;

/**
 * The topics of one stream.
 *
 * @param schema of the records of {@code events}
 * @param gaps where gaps are reported, and where the consumer asks for what it lost
 */
public record RepairTopics(String events, Schema schema, String gaps) {}
