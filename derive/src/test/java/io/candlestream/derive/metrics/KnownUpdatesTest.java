package io.candlestream.derive.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is known once is known, in whatever order it came, and in how few bytes. */
class KnownUpdatesTest {
    private static final int MINUTE = 60_000;

    private record Update(long moment, int hash) {}

    /** Beside a set of the same: in order, shuffled, backwards, with repetitions, several of one moment, and moments far apart. */
    @Test
    void itIsASetInAnyOrder() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<Update> updates = new ArrayList<>();
            int count = 1 + random.nextInt(3_000);
            long width = List.of(1L, 50L, 60_000L, 1L << 40, 1L << 46).get(seed % 5);
            for (int i = 0; i < count; i++) {
                updates.add(new Update((long) (random.nextDouble() * width), random.nextInt(1 << 16)));
            }
            switch (seed % 4) {
                case 0 -> updates.sort((one, other) -> Long.compare(one.moment(), other.moment()));
                case 1 -> updates.sort((one, other) -> Long.compare(other.moment(), one.moment()));
                case 2 -> Collections.shuffle(updates, random);
                default -> {
                    updates.sort((one, other) -> Long.compare(one.moment(), other.moment()));
                    for (int i = 10; i < count; i += 1 + random.nextInt(9)) {
                        Collections.swap(updates, i, i - 10);
                    }
                }
            }
            updates.addAll(updates.subList(0, count / 2));
            Set<Update> set = new HashSet<>();
            KnownUpdates known = new KnownUpdates();
            for (Update update : updates) {
                assertThat(known.add(update.moment(), update.hash()))
                        .as("seed %d, %s", seed, update)
                        .isEqualTo(set.add(update));
                assertThat(known.size()).isEqualTo(set.size());
            }
        }
    }

    /** 12,000 updates a second of 500 assets, whose windows are open for three minutes: their whole windows, not the keys alone. */
    @Test
    void aMarketsWindowsTakeLittleMemory() {
        int windows = 3 * 500;
        List<CandleWindow> kept = new ArrayList<>();
        long before = used();
        for (int i = 0; i < windows; i++) {
            kept.add(MarketMinute.window(i));
        }
        long bytes = used() - before;

        assertThat(kept).hasSize(windows);
        assertThat(bytes).as("bytes of %d windows", windows).isLessThan(10_000_000);
    }

    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /** A minute of a pair of which an update comes each 41 ms or so. */
    private static final class MarketMinute {
        static CandleWindow window(int seed) {
            Random random = new Random(seed);
            CandleWindow window = new CandleWindow(0, MINUTE);
            BigDecimal volume = BigDecimal.ZERO;
            for (int i = 0; i < 1_440; i++) {
                volume = volume.add(BigDecimal.valueOf(random.nextInt(1_000_000), 4));
                window.add(new CandleUpdate(
                        i * 41L + random.nextInt(41),
                        0,
                        MINUTE - 1,
                        false,
                        i,
                        BigDecimal.valueOf(4_000_000 + random.nextInt(1_000), 2),
                        volume,
                        volume));
            }
            return window;
        }
    }
}
