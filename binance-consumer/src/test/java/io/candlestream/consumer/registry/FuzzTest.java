package io.candlestream.consumer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.candlestream.consumer.kline.KlineRecord;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.consumer.stream.Decoded.Rejected;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** A million damaged values, plain and framed: each becomes a row or a cause, and none makes the decoder allocate. */
class FuzzTest {
    private static final long SEED = 20_261_121;
    private static final int VALUES = 1_000_000;
    private static final int MAX_TEXT = 4096;
    private static final int LONGEST_MESSAGE = 1000;

    /** Room for a question to the registry and the reading of a schema; a length bomb asks for a thousand times as much. */
    private static final long ALLOWED_BYTES = 2 * 1024 * 1024;

    /** The first values load classes, which allocates on this thread, all the more under a coverage agent. */
    private static final int WARM_UP = 10_000;

    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<RejectReason, Integer> causes = new EnumMap<>(RejectReason.class);
    private int accepted;

    @Test
    void everyValueGivesARowOrACause() throws IOException {
        Random random = new Random(SEED);
        String typed = KlineRecord.SCHEMA
                .toString()
                .replace("\"trades\",\"type\":\"string\"", "\"trades\",\"type\":[\"null\",\"long\"]");
        try (TestRegistry registry = new TestRegistry()) {
            registry.register(1, KlineRecord.SCHEMA.toString())
                    .register(2, typed)
                    .register(3, "\"string\"");
            RowDecoder<KlineRow> decoder = new RegistryDecoder<>(
                    new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, MAX_TEXT, "assets"), registry.client());
            Poison poison = new Poison(
                    random,
                    List.of(
                            KlineRecord.good().bytes(),
                            FramedRecord.framed(1, KlineRecord.good().bytes()),
                            FramedRecord.of(2, new Schema.Parser().parse(typed), Map.of("trades", 1255L)),
                            FramedRecord.framed(3, KlineRecord.good().bytes())));
            for (int i = 0; i < VALUES; i++) {
                check(decoder, poison.next(), i);
            }
        }
        assertThat(accepted).as("rows, seed %d", SEED).isBetween(1, VALUES / 4);
        assertThat(causes).as("causes, seed %d", SEED).hasSizeGreaterThan(15);
    }

    private void check(RowDecoder<KlineRow> decoder, byte[] value, int number) {
        long before = THREAD.getCurrentThreadAllocatedBytes();
        Decoded<KlineRow> decoded;
        try {
            decoded = decoder.decode(value, 0);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(describe(value, number), e);
        }
        long allocated = THREAD.getCurrentThreadAllocatedBytes() - before;
        if (number >= WARM_UP && allocated > ALLOWED_BYTES + 8L * value.length) {
            fail(allocated + " bytes allocated for " + describe(value, number));
        }
        if (decoded instanceof Rejected<KlineRow> rejected) {
            if (rejected.message().isEmpty() || rejected.message().length() > LONGEST_MESSAGE) {
                fail("message '" + rejected.message() + "' of " + describe(value, number));
            }
            causes.merge(rejected.reason(), 1, Integer::sum);
        } else if (decoded instanceof Accepted<KlineRow>) {
            accepted++;
        }
    }

    private static String describe(byte[] value, int number) {
        String hex = HexFormat.of().formatHex(value, 0, Math.min(value.length, 1000));
        return "value " + number + " of seed " + SEED + " (" + value.length + " bytes): " + hex;
    }
}
