package io.candlestream.consumer.registry;

import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.Decoded.Rejected;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.schema.AvroLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the frame off a record and decodes its body by the schema that wrote it; one instance serves one thread. A plain
 * record can begin with a zero byte too, but only with an empty first field, which no stream of ours accepts.
 *
 * <p>Source: Confluent Schema Registry, "Formats, Serializers, and Deserializers", "Wire format".
 */
public final class RegistryDecoder<R extends Row> implements RowDecoder<R> {
    private static final byte MAGIC = 0;
    private static final int HEADER = 1 + Integer.BYTES;

    /** Ids in damaged records are random: what is remembered of them has to end somewhere. */
    private static final int MOST_WRITERS = 1000;

    private final StreamType<R> type;
    private final SchemaRegistry registry;
    private final RowDecoder<R> plain;
    private final Map<Integer, RowDecoder<R>> byId = new HashMap<>();

    public RegistryDecoder(StreamType<R> type, SchemaRegistry registry) {
        AvroLimits.hold(type.maxTextBytes());
        this.type = type;
        this.registry = registry;
        this.plain = type.decoder();
    }

    @Override
    public Decoded<R> decode(byte[] value, long consumedAt) {
        if (value.length < HEADER || value[0] != MAGIC) {
            return plain.decode(value, consumedAt);
        }
        int id = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
        if (byId.size() >= MOST_WRITERS) {
            byId.clear();
        }
        return byId.computeIfAbsent(id, this::ofWriter)
                .decode(Arrays.copyOfRange(value, HEADER, value.length), consumedAt);
    }

    private RowDecoder<R> ofWriter(int id) {
        Optional<String> schema = registry.schema(id);
        if (schema.isEmpty()) {
            String message = "schema id " + id + " is unknown to the registry " + registry.address();
            return (value, consumedAt) -> new Rejected<>(RejectReason.UNKNOWN_SCHEMA, message);
        }
        try {
            RowDecoder<R> decoder = ResolvingDecoder.of(type, schema.get());
            registry.keep(id, schema.get());
            return decoder;
        } catch (IncompatibleSchemaException e) {
            String message =
                    "schema id " + id + " cannot be read as " + type.schema().getFullName() + ": " + e.getMessage();
            return (value, consumedAt) -> new Rejected<>(RejectReason.INCOMPATIBLE_SCHEMA, message);
        }
    }
}
