package io.candlestream.producer.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.KlineText;
import io.candlestream.producer.kline.TestKlines;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way must say what the strict way says, or nothing. */
class FastPathTest {
    private static final long SEED = 20261120;
    private static final int DAMAGES = 200_000;
    private static final String CHARACTERS = "0123456789.-\"\\,:{}[]tTsfLochlvnxqVQBe \u0000\u00e4";

    private static final Set<String> SYMBOLS = Set.of("BTCUSDT");

    private final ReadMessages both = new ReadMessages(1 << 20, TestKlines.minutes(SYMBOLS), SYMBOLS);
    private final ReadMessages fast = new ReadMessages(1 << 20, TestKlines.fast(), SYMBOLS);
    private final ReadMessages strict = new ReadMessages(1 << 20, TestKlines.strict(), SYMBOLS);

    @Test
    void readsWhatTheExchangeWrites() {
        String closed = KlineText.wrapped().replace("\"x\":false", "\"x\":true").replace("\"f\":100", "\"f\":-1");

        assertThat(fast.read(KlineText.wrapped())).isEqualTo(strict.read(KlineText.wrapped()));
        assertThat(fast.read(closed)).isEqualTo(strict.read(closed));
        assertThat(strict.read(closed).klines()).hasSize(1);
    }

    @Test
    void neverReadsADamagedMessageOtherwiseThanTheStrictWay() {
        Random random = new Random(SEED);
        for (int i = 0; i < DAMAGES; i++) {
            String damaged = damaged(KlineText.wrapped(), random);
            List<Kline> scanned = scanned(damaged);
            if (!scanned.isEmpty()) {
                assertThat(scanned)
                        .as("seed %d: %s", SEED, damaged)
                        .isEqualTo(strict.next(damaged).klines());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1m\",\"f\":0100", "1m\",\"f\":1234567890123456789", "1m\",\"f\":", "1q\",\"f\":100"})
    void leavesTheRestToTheStrictWay(String interval) {
        String text = KlineText.wrapped().replace("1m\",\"f\":100", interval);

        assertThat(scanned(text)).isEmpty();
        assertThat(both.read(text)).isEqualTo(strict.read(text));
    }

    /** What the short way alone makes of it. */
    private List<Kline> scanned(String text) {
        try {
            return fast.next(text).klines();
        } catch (IllegalStateException e) {
            return List.of();
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
