package io.candlestream.consumer.gap;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfOptionalTime;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.stream.GapRequest;
import io.candlestream.consumer.stream.RequestStream;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StreamType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The stream of gaps that the producer found and repaired. The producer reads its topic too, and repairs the gaps that it
 * finds requested there.
 *
 * @param table the name of the table that holds them
 */
public record GapStream(Schema schema, int maxTextBytes, String table) implements StreamType<GapRow>, RequestStream {
    private static final List<Field<GapRow>> FIELDS = List.of(
            new OfText<>("symbol", GapRow::symbol),
            new OfText<>("interval", GapRow::interval),
            new OfTime<>("from_time", GapRow::fromTime),
            new OfTime<>("to_time", GapRow::toTime),
            new OfText<>("cause", GapRow::cause),
            new OfText<>("state", GapRow::state),
            new OfTime<>("found_at", GapRow::foundAt),
            new OfOptionalTime<>("healed_at", GapRow::healedAt),
            new OfText<>("source", GapRow::source));

    /** The gaps by the contract's own schema, {@code schemas/gaps.avsc}. */
    public static GapStream ofContract(int maxTextBytes, String table) {
        return new GapStream(contract(), maxTextBytes, table);
    }

    static Schema contract() {
        return contract("/gaps.avsc");
    }

    static Schema contract(String name) {
        try (InputStream file = Objects.requireNonNull(GapStream.class.getResourceAsStream(name))) {
            return new Schema.Parser().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RowDecoder<GapRow> decoder(Schema written) {
        return new GapDecoder(written, maxTextBytes);
    }

    @Override
    public RowLayout<GapRow> layout() {
        return new RowLayout<>(
                "gaps",
                table,
                FIELDS,
                List.of("symbol", "interval"),
                "from_time",
                List.of("symbol", "interval", "from_time", "to_time", "cause", "state"));
    }

    /** The interval in their key is that of the stream in which they are, or its type. */
    @Override
    public boolean sharesTable() {
        return true;
    }

    /** One: gaps are few, and those of a symbol keep their order. */
    @Override
    public Optional<Integer> partitionsWhenMissing() {
        return Optional.of(1);
    }

    /** An open gap, caused by a loss. Its end stays open, whatever our clock says: the producer sets it by the exchange's. */
    @Override
    public ProducerRecord<byte[], byte[]> record(String topic, GapRequest request, Instant now) {
        Map<String, String> values = Map.of(
                "symbol",
                request.symbol(),
                "interval",
                request.interval(),
                "from_time",
                request.from().toString(),
                "cause",
                "loss",
                "state",
                GapRow.OPEN,
                "found_at",
                Instant.ofEpochMilli(now.toEpochMilli()).toString());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            for (Schema.Field field : schema.getFields()) {
                encoder.writeString(values.getOrDefault(field.name(), ""));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ProducerRecord<>(
                topic,
                null,
                now.toEpochMilli(),
                request.symbol().getBytes(StandardCharsets.UTF_8),
                bytes.toByteArray());
    }
}
