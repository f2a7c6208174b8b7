package io.candlestream.consumer.sink.topic;

import io.candlestream.consumer.sink.QueryBatch;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Makes the records of rows; for one thread. In the headers stand the row's version and the batch that it is of, both as text: of
 * two records of one key the one with the larger version is the newer, and what comes again has the same version and batch.
 */
final class RowRecords<R extends Row> {
    private static final String VERSION = "version";
    private static final String BATCH = "batch";
    private static final byte MAGIC = 0;

    private final String topic;
    private final RowKey<R> key;
    private final RowValue<R> value;
    private final Optional<Header> batch;

    /** @param schemaId under which the schema is registered, for {@link RowFormat#AVRO_FRAMED} alone */
    RowRecords(String topic, RowLayout<R> layout, RowFormat format, OptionalInt schemaId, Optional<QueryBatch> batch) {
        this.topic = topic;
        this.key = new RowKey<>(layout);
        this.value = format == RowFormat.JSON
                ? new RowJson<>(layout)
                : new RowAvro<>(layout, format == RowFormat.AVRO ? new byte[0] : frame(schemaId.orElseThrow()));
        this.batch = batch.map(id -> header(BATCH, id.query() + "/" + id.id()));
    }

    private static byte[] frame(int schemaId) {
        return ByteBuffer.allocate(1 + Integer.BYTES)
                .put(MAGIC)
                .putInt(schemaId)
                .array();
    }

    /** @param partitions how many the topic has */
    ProducerRecord<byte[], byte[]> of(R row, int partitions) {
        Header version = header(VERSION, Long.toString(row.version()));
        return new ProducerRecord<>(
                topic,
                key.partition(row, partitions),
                key.of(row).getBytes(StandardCharsets.UTF_8),
                value.of(row),
                batch.map(id -> List.of(version, id)).orElse(List.of(version)));
    }

    String topic() {
        return topic;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
