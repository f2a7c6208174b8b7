package io.candlestream.consumer.gap;

import io.candlestream.consumer.stream.GapRequest;
import io.candlestream.consumer.stream.RequestStream;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StreamType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The stream of gaps that the producer found and repaired. The producer reads its topic too, and repairs the gaps that it
 * finds requested there.
 *
 * @param table the name of the table that holds them
 */
public record GapStream(Schema schema, int maxTextBytes, String table) implements StreamType<GapRow>, RequestStream {
    private static final long serialVersionUID = 1;
    private static final String DEFINITION = "gaps";

    /** The gaps by the contract's own schema, {@code schemas/gaps.avsc}. */
    public static GapStream ofContract(int maxTextBytes, String table) {
        return new GapStream(contract(), maxTextBytes, table);
    }

    static Schema contract() {
        try (InputStream file = Objects.requireNonNull(GapStream.class.getResourceAsStream("/gaps.avsc"))) {
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
                DEFINITION, table, GapFields.ALL, GapFields.PARTITION_KEY, GapFields.CLUSTERING_KEY, GapFields.SHOWN);
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

    @Override
    public ProducerRecord<byte[], byte[]> record(String topic, GapRequest request, Instant now) {
        return GapEncoder.record(topic, request, now);
    }
}
