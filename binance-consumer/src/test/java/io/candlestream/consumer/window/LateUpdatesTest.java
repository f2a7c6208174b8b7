package io.candlestream.consumer.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person reads of updates that came too late. */
class LateUpdatesTest {
    private static final long FIRST = Instant.parse("2024-08-08T23:50:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;

    private final LateUpdates late = new LateUpdates();

    @Test
    void withoutAnyThereIsNoLine() {
        assertThat(late.line("metrics", Optional.of("metrics"))).isEmpty();
        assertThat(late.count()).isZero();
    }

    /** One that lies in several windows is one update, and the command takes in all of them. */
    @Test
    void eachWindowIsNamedAndEachUpdateCountsOnce() {
        late.add("bitcoin", List.of(FIRST + MINUTE, FIRST + 2 * MINUTE));
        late.add("bitcoin", List.of(FIRST + MINUTE));
        late.add("ethereum", List.of(FIRST));

        assertThat(late.count()).isEqualTo(3);
        assertThat(late.line("metrics", Optional.of("metrics")))
                .hasValue("metrics: 3 updates came when their windows were closed or known in part:"
                        + " bitcoin 2024-08-08T23:51:00Z (2), bitcoin 2024-08-08T23:52:00Z, ethereum 2024-08-08T23:50:00Z"
                        + " (where they are news, ./candlestream recompute --what metrics --from 2024-08-08T23:50:00Z"
                        + " --to 2024-08-08T23:52:00.001Z takes them in)");
    }

    @Test
    void tenWindowsAreNamed() {
        for (int window = 0; window < 12; window++) {
            late.add("bitcoin", List.of(FIRST + window * MINUTE));
        }

        assertThat(late.line("metrics", Optional.empty()).orElseThrow())
                .startsWith("metrics: 12 updates came")
                .endsWith("bitcoin 2024-08-08T23:59:00Z and more");
    }
}
