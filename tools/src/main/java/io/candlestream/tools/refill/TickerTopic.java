package io.candlestream.tools.refill;

import io.candlestream.runtime.errors.KafkaErrors;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.SchemaException;
import io.candlestream.tools.access.BrokerAddress;
import io.candlestream.tools.access.StoredStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic of a stream of tickers, on which those that were made go the way of those that were sent. */
final class TickerTopic implements Consumer<MadeTicker>, AutoCloseable {
    private static final int GROUP = 1000;
    private static final Map<String, Object> CLIENT =
            Map.of("acks", "all", "compression.type", "lz4", "max.block.ms", "15000", "delivery.timeout.ms", "130000");

    private final BrokerAddress brokers;
    private final String topic;
    private final Schema schema;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> group = new ArrayList<>();

    /** @throws SettingsException when the schema cannot be used */
    TickerTopic(Settings settings, StoredStream stream) {
        this.brokers = BrokerAddress.of(settings);
        this.topic = settings.text(stream.key("topic"));
        String file = stream.key("schema");
        try {
            this.schema = stream.schema(Path.of(settings.text(file)));
        } catch (SchemaException | InvalidPathException e) {
            throw settings.refused(file, e.getMessage());
        }
        this.producer =
                new KafkaProducer<>(brokers.client(CLIENT), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void accept(MadeTicker ticker) {
        try {
            group.add(producer.send(
                    new ProducerRecord<>(topic, ticker.symbol().getBytes(StandardCharsets.UTF_8), encoded(ticker))));
        } catch (KafkaException e) {
            throw cannot(e);
        }
        if (group.size() == GROUP) {
            finish();
        }
    }

    /** Returns when the brokers have all of them. */
    void finish() {
        try {
            producer.flush();
            for (Future<RecordMetadata> one : group) {
                one.get();
            }
            group.clear();
        } catch (ExecutionException e) {
            throw cannot(e.getCause());
        } catch (KafkaException e) {
            throw cannot(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FatalException("Cannot publish tickers: interrupted", e);
        }
    }

    private FatalException cannot(Throwable cause) {
        return new FatalException(
                "Cannot publish tickers to topic " + topic + " at " + brokers.brokers() + ": "
                        + KafkaErrors.describe(cause) + " (the same refill goes on where it stopped)",
                cause);
    }

    private byte[] encoded(MadeTicker ticker) {
        Map<String, String> fields = ticker.fields();
        fields.put("collected_at", Instant.now().toString());
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(
                    field.pos(),
                    fields.getOrDefault(
                            field.name(), field.hasDefaultValue() ? String.valueOf(field.defaultVal()) : ""));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        producer.close();
    }
}
