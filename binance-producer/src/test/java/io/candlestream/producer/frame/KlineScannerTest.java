package io.candlestream.producer.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.producer.frame.StrictJson.RejectedException;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way must say what the strict way says, or nothing. */
class KlineScannerTest {
    private static final long SEED = 20261120;
    private static final int DAMAGES = 200_000;
    private static final String CHARACTERS = "0123456789.-\"\\,:{}[]tTsfLochlvnxqVQBe \u0000\u00e4";

    private final FrameParser parser = new FrameParser(1 << 20);

    @Test
    void readsWhatTheExchangeWrites() throws IOException, RejectedException {
        String closed = KlineText.wrapped().replace("\"x\":false", "\"x\":true").replace("\"f\":100", "\"f\":-1");

        assertThat(KlineScanner.read(KlineText.wrapped())).isEqualTo(parser.strictly(KlineText.wrapped()));
        assertThat(KlineScanner.read(closed)).isEqualTo(parser.strictly(closed));
    }

    @Test
    void neverReadsADamagedMessageOtherwiseThanTheStrictWay() {
        Random random = new Random(SEED);
        for (int i = 0; i < DAMAGES; i++) {
            String damaged = damaged(KlineText.wrapped(), random);
            scanned(damaged).ifPresent(kline -> assertThat((Frame) kline)
                    .as("seed %d: %s", SEED, damaged)
                    .isEqualTo(parser.strictly(damaged)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1m\",\"f\":0100", "1m\",\"f\":1234567890123456789", "1m\",\"f\":", "1q\",\"f\":100"})
    void leavesTheRestToTheStrictWay(String interval) {
        String text = KlineText.wrapped().replace("1m\",\"f\":100", interval);

        assertThatThrownBy(() -> KlineScanner.read(text)).isInstanceOf(RejectedException.class);
        assertThat(parser.parse(text)).isEqualTo(parser.strictly(text));
    }

    private static Optional<Kline> scanned(String text) {
        try {
            return Optional.of(KlineScanner.read(text));
        } catch (RejectedException | IOException e) {
            return Optional.empty();
        }
    }

    /** One character replaced, left out or put in. */
    private static String damaged(String text, Random random) {
        int at = random.nextInt(text.length());
        char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + c + text.substring(at + 1);
            case 1 -> text.substring(0, at) + text.substring(at + 1);
            default -> text.substring(0, at) + c + text.substring(at);
        };
    }
}
