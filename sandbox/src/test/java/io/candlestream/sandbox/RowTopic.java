package io.candlestream.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the topic sink has written, read by Kafka's, Avro's and Jackson's own classes. */
record RowTopic(String brokers, String topic) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FRAME = 5;

    /**
     * A row as a record.
     *
     * @param values by column, as texts: times in epoch milliseconds, absent ones empty
     */
    record TopicRow(int partition, String key, long version, String batch, Map<String, String> values) {
        /** What no two records have in common, unless a batch was written twice. */
        String identity() {
            return key + " " + version;
        }

        String values(String... columns) {
            List<String> texts = new ArrayList<>();
            for (String column : columns) {
                texts.add(values.get(column));
            }
            return String.join(" ", texts);
        }
    }

    interface Reader {
        Map<String, String> read(byte[] value) throws IOException;
    }

    /** All rows that a reader sees, in the order of each partition. */
    List<TopicRow> rows(boolean committedOnly, Reader reader) {
        List<TopicRow> rows = new ArrayList<>();
        String isolation = committedOnly ? "read_committed" : "read_uncommitted";
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "isolation.level", isolation),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    rows.add(row(record, reader));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TopicRow row(ConsumerRecord<byte[], byte[]> record, Reader reader) throws IOException {
        return new TopicRow(
                record.partition(),
                new String(record.key(), StandardCharsets.UTF_8),
                Long.parseLong(header(record, "version")),
                header(record, "batch"),
                reader.read(record.value()));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    static Map<String, String> ofJson(byte[] value) throws IOException {
        JsonNode object = JSON.readTree(value);
        Map<String, String> values = new TreeMap<>();
        object.fields().forEachRemaining(field -> values.put(field.getKey(), text(field.getValue())));
        return values;
    }

    private static String text(JsonNode value) {
        String text = value.isNull() ? "" : value.asText();
        return text.matches("\\d{4}-\\d\\d-\\d\\dT.*Z")
                ? String.valueOf(Instant.parse(text).toEpochMilli())
                : text;
    }

    /** By the schema whose id stands in front. */
    static Reader framed(ApicurioRegistry registry) {
        Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
        return value -> {
            ByteBuffer frame = ByteBuffer.wrap(value);
            if (frame.get() != 0) {
                throw new IOException("no frame");
            }
            GenericDatumReader<GenericRecord> reader =
                    readers.computeIfAbsent(frame.getInt(), id -> new GenericDatumReader<>(registry.schema(id)));
            return ofAvro(reader, value, FRAME);
        };
    }

    static Reader plain(Schema schema) {
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(schema);
        return value -> ofAvro(reader, value, 0);
    }

    private static Map<String, String> ofAvro(GenericDatumReader<GenericRecord> reader, byte[] value, int from)
            throws IOException {
        GenericRecord record =
                reader.read(null, DecoderFactory.get().binaryDecoder(value, from, value.length - from, null));
        Map<String, String> values = new TreeMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object found = record.get(field.pos());
            values.put(field.name(), found == null ? "" : found.toString());
        }
        return values;
    }
}
