package io.candlestream.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class IncidentTest {
    private Instant now = Instant.parse("2026-11-20T14:03:11Z");
    private final Incident trouble = new Incident(() -> now);

    @Test
    void isToldWithTheTimeAtWhichItBegan() {
        assertThat(trouble.message()).isEmpty();
        trouble.begins("no broker answers");
        assertThat(trouble.message()).contains("no broker answers since 14:03:11 UTC");
    }

    @Test
    void aNewReasonGoesOnWithTheOldTroubleUntilItEnds() {
        trouble.begins("no broker answers");
        now = now.plusSeconds(60);
        trouble.begins("the broker refuses");
        assertThat(trouble.message()).contains("the broker refuses since 14:03:11 UTC");
        trouble.ends();
        assertThat(trouble.message()).isEmpty();
        trouble.begins("no broker answers");
        assertThat(trouble.message()).contains("no broker answers since 14:04:11 UTC");
    }
}
