package io.candlestream.consumer.batch;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * One record of the topic, as it was read; an absent key or value is empty.
 *
 * @param headers what a replayed dead letter carries along is here
 */
public record SourceRecord(
        String topic, int partition, long offset, Optional<byte[]> key, Optional<byte[]> value, List<Header> headers) {
    /** The columns of Spark's Kafka source that a batch holds, in this order. */
    public static final List<String> COLUMNS = List.of("topic", "partition", "offset", "key", "value", "headers");

    static SourceRecord of(InternalRow row) {
        return new SourceRecord(
                row.getUTF8String(0).toString(),
                row.getInt(1),
                row.getLong(2),
                bytes(row, 3),
                bytes(row, 4),
                row.isNullAt(5) ? List.of() : headers(row.getArray(5)));
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
