package io.candlestream.consumer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeParserTest {
    private static final long SEED = 11;

    @ParameterizedTest
    @CsvSource({
        "2024-08-08T23:54:00Z, 2024-08-08T23:54:00Z",
        "2024-08-08T23:54:59.999Z, 2024-08-08T23:54:59.999Z",
        "2024-08-08T23:54:59.9Z, 2024-08-08T23:54:59.900Z",
        "2024-08-08T23:54:59.123456789Z, 2024-08-08T23:54:59.123Z",
        "2024-08-08T23:54:00+02:00, 2024-08-08T21:54:00Z",
        "2024-08-08T23:54:00.5-05:30, 2024-08-09T05:24:00.500Z",
        "2023-05-15 10:00:00, 2023-05-15T10:00:00Z",
        "2023-05-15 10:00:00.25, 2023-05-15T10:00:00.250Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
        "1723161240000, 2024-08-08T23:54:00Z",
        "100000000000, 1973-03-03T09:46:40Z",
    })
    void readsEveryForm(String text, Instant expected) {
        assertThat(millis(text)).hasValue(expected.toEpochMilli());
    }

    @Test
    void readsEveryInstantAsItIsWritten() {
        Random random = new Random(SEED);
        for (int i = 0; i < 50_000; i++) {
            long time = (random.nextLong() >>> 1) % 253_402_300_799_999L;
            assertThat(millis(Instant.ofEpochMilli(time).toString()))
                    .as("%d, seed %d", time, SEED)
                    .hasValue(time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2024-08-08",
                "2024-08-08T23:54",
                "2024-13-08T23:54:00Z",
                "2023-02-29T23:54:00Z",
                "2024-08-08T24:00:00Z",
                "2024-08-08T23:60:00Z",
                "2024-08-08T23:54:60Z",
                "2024-08-08T23:54:00.Z",
                "2024-08-08T23:54:00.1234567890Z",
                "2024-08-08T23:54:00ZZ",
                "2024-08-08T23:54:00+2:00",
                "2024-08-08T23:54:00+19:00",
                "2024-08-08X23:54:00Z",
                "-1",
                "0",
                "1723161240",
                "99999999999",
                "1723161240000000",
                "1969-12-31T23:59:59Z",
                "1723161240000000000"
            })
    void refusesWhatIsNoTime(String text) {
        assertThat(millis(text)).isEmpty();
    }

    private static OptionalLong millis(String text) {
        byte[] bytes = ("1" + text + "9").getBytes(StandardCharsets.UTF_8);
        return TimeParser.millis(bytes, 1, bytes.length - 2);
    }
}
