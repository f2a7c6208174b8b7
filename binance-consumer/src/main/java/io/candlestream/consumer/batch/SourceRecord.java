package io.candlestream.consumer.batch;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/** One record of the topic, as it was read; an absent key or value is empty. */
public record SourceRecord(String topic, int partition, long offset, Optional<byte[]> key, Optional<byte[]> value) {
    /** The columns of Spark's Kafka source that a batch holds, in this order. */
    public static final List<String> COLUMNS = List.of("topic", "partition", "offset", "key", "value");

    static SourceRecord of(InternalRow row) {
        return new SourceRecord(
                row.getUTF8String(0).toString(), row.getInt(1), row.getLong(2), bytes(row, 3), bytes(row, 4));
    }

    private static Optional<byte[]> bytes(InternalRow row, int column) {
        return row.isNullAt(column) ? Optional.empty() : Optional.of(row.getBinary(column));
    }
}
