package io.candlestream.tools.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextFieldsTest {
    private static final List<String> NAMES = List.of("a", "b", "c");

    @Test
    void readsAWholeRecord() {
        TextFields fields = TextFields.of(bytes("\2x\0\6abc"), NAMES);

        assertThat(fields.problem()).isEmpty();
        assertThat(fields.values())
                .containsEntry("a", "x")
                .containsEntry("b", "")
                .containsEntry("c", "abc");
    }

    @Test
    void readsLengthsOfSeveralBytes() {
        byte[] record = new byte[2 + 100 + 2];
        record[0] = (byte) 0xc8;
        record[1] = 1;

        assertThat(TextFields.of(record, NAMES).values().get("a")).hasSize(100);
        assertThat(TextFields.of(record, NAMES).problem()).isEmpty();
    }

    @Test
    void readsACutRecordAsFarAsItGoes() {
        TextFields fields = TextFields.of(bytes("\2x\6ab"), NAMES);

        assertThat(fields.values()).containsOnlyKeys("a");
        assertThat(fields.problem()).isEqualTo("b at byte 2: its length is no length");
        assertThat(TextFields.of(new byte[0], NAMES).problem()).isEqualTo("a at byte 0: its length is no length");
    }

    @Test
    void reservesNothingForALengthThatLies() {
        byte[] bomb = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 'x'};

        assertThat(TextFields.of(bomb, NAMES).problem()).startsWith("a at byte 0");
    }

    @Test
    void saysWhatFollowsAndWhatIsNoText() {
        assertThat(TextFields.of(bytes("\2x\0\0yz"), NAMES).problem()).isEqualTo("2 bytes follow the last field");
        assertThat(TextFields.of(new byte[] {2, (byte) 0xff}, NAMES).problem()).isEqualTo("a at byte 0: not UTF-8");
    }

    @Test
    void anyBytesAreReadWithoutAnError() {
        long seed = 20_261_120;
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            byte[] record = new byte[random.nextInt(40)];
            random.nextBytes(record);
            TextFields fields = TextFields.of(record, NAMES);
            assertThat(fields.values().size() == 3 || !fields.problem().isEmpty())
                    .as("seed %d, record %d", seed, i)
                    .isTrue();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
