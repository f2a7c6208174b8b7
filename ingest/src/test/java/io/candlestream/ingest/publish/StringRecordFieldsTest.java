package io.candlestream.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.runtime.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class StringRecordFieldsTest {
    private static final Schema SCHEMA = SchemaBuilder.record("r")
            .fields()
            .requiredString("a")
            .requiredString("b")
            .requiredString("c")
            .endRecord();

    private final StringRecordFields fields = new StringRecordFields(SCHEMA, List.of("a", "c"));

    @Test
    void readsTheWantedFields() {
        assertThat(fields.read(record("bitcoin", "x".repeat(5000), "é币"))).contains(Map.of("a", "bitcoin", "c", "é币"));
        assertThat(fields.read(record("", "", ""))).contains(Map.of("a", "", "c", ""));
    }

    @Test
    void refusesWhatIsCutOrTooLong() {
        byte[] record = record("bitcoin", "x".repeat(100), "c");
        for (int end = 0; end < record.length; end++) {
            assertThat(fields.read(Arrays.copyOf(record, end))).isEmpty();
        }
        assertThat(fields.read(Arrays.copyOf(record, record.length + 1))).isEmpty();
    }

    @Test
    void takesNoLengthOnTrust() {
        assertThat(fields.read(new byte[] {-2, -1, -1, -1, 15, 1, 1}))
                .as("2 GB")
                .isEmpty();
        assertThat(fields.read(new byte[] {-1, -1, -1, -1, 127, 1, 1}))
                .as("17 GB")
                .isEmpty();
        assertThat(fields.read(new byte[] {1, 1, 1, 1, 1, 1, 1})).as("-1").isEmpty();
        assertThat(fields.read(new byte[] {-1, -1, -1, -1, -1, -1, -1}))
                .as("without end")
                .isEmpty();
    }

    @Test
    void neverThrowsOnRandomBytes() {
        Seed seed = Seed.next();
        Random random = seed.random();
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            assertThat(fields.read(bytes))
                    .as("%s, %s", seed, Arrays.toString(bytes))
                    .isNotNull();
        }
    }

    private static byte[] record(String... values) {
        StringRecordWriter out = new StringRecordWriter();
        Arrays.stream(values).forEach(out::text);
        return out.toBytes();
    }
}
