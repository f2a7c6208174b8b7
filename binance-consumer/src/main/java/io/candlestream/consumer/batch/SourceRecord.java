package io.candlestream.consumer.batch;

import io.candlestream.runtime.kafka.SinkHeader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One record of the topic, as it was read; an absent key or value is empty.
 *
 * @param headers what a replayed dead letter carries along is here
 */
public record SourceRecord(
        String topic, int partition, long offset, Optional<byte[]> key, Optional<byte[]> value, List<Header> headers) {
    /** The columns of a batch: all that Spark's Kafka source has, in its order, so that no row is copied to choose. */
    public static final List<String> COLUMNS =
            List.of("key", "value", "topic", "partition", "offset", "timestamp", "timestampType", "headers");

    private static final int KEY = 0;
    private static final int VALUE = 1;
    private static final int TOPIC = 2;
    private static final int PARTITION = 3;
    private static final int OFFSET = 4;
    private static final int TIMESTAMP = 5;
    private static final int HEADERS = 7;
    private static final long MICROS = 1000;

    /** Where the record comes from; valid until the next row is read. */
    static UTF8String topicOf(InternalRow row) {
        return row.getUTF8String(TOPIC);
    }

    static int partitionOf(InternalRow row) {
        return row.getInt(PARTITION);
    }

    static long offsetOf(InternalRow row) {
        return row.getLong(OFFSET);
    }

    /** When it was published, in epoch milliseconds. */
    static long publishedAt(InternalRow row) {
        return row.getLong(TIMESTAMP) / MICROS;
    }

    /** What the record holds: all that the good path looks at. */
    static Optional<byte[]> valueOf(InternalRow row) {
        return bytes(row, VALUE);
    }

    /** The names of the sinks that the record is for; empty for all. */
    static Optional<Set<String>> sinksOf(InternalRow row) {
        return row.isNullAt(HEADERS)
                ? Optional.empty()
                : headers(row.getArray(HEADERS)).stream()
                        .filter(header -> header.key().equals(SinkHeader.KEY) && header.value() != null)
                        .map(header -> SinkHeader.names(header.value()))
                        .reduce((first, last) -> last);
    }

    static SourceRecord of(InternalRow row) {
        return new SourceRecord(
                topicOf(row).toString(),
                partitionOf(row),
                offsetOf(row),
                bytes(row, KEY),
                valueOf(row),
                row.isNullAt(HEADERS) ? List.of() : headers(row.getArray(HEADERS)));
    }

    private static Optional<byte[]> bytes(InternalRow row, int column) {
        return row.isNullAt(column) ? Optional.empty() : Optional.of(row.getBinary(column));
    }

    private static List<Header> headers(ArrayData pairs) {
        return IntStream.range(0, pairs.numElements())
                .mapToObj(i -> pairs.getStruct(i, 2))
                .<Header>map(pair ->
                        new RecordHeader(pair.getUTF8String(0).toString(), pair.isNullAt(1) ? null : pair.getBinary(1)))
                .toList();
    }
}
