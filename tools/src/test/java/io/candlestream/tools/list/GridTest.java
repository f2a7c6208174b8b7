package io.candlestream.tools.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.Interval;
import io.candlestream.tools.access.AssetTable.Span;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {
    private static final Grid MINUTES = new Grid(Interval.MINUTE_1);

    @Test
    void countsTheSlotsBetweenTwoOpenTimes() {
        assertThat(MINUTES.slots(at("2024-01-01T00:00:00Z"), at("2024-01-01T00:00:00Z")))
                .isEqualTo(1);
        assertThat(MINUTES.slots(at("2024-01-01T00:00:00Z"), at("2024-01-02T23:59:00Z")))
                .isEqualTo(2880);
        assertThat(new Grid(Interval.WEEK_1).slots(at("2024-01-01T00:00:00Z"), at("2024-01-29T00:00:00Z")))
                .isEqualTo(5);
        assertThat(new Grid(Interval.MONTH_1).slots(at("2024-01-01T00:00:00Z"), at("2025-03-01T00:00:00Z")))
                .isEqualTo(15);
    }

    @Test
    void countsASlotOfTwoStretchesOnceAndNoneBeyondTheEnds() {
        List<Span> ranges = List.of(
                span("2023-12-31T23:58:00Z", "2024-01-01T00:02:00Z"),
                span("2024-01-01T00:01:00Z", "2024-01-01T00:04:00Z"),
                span("2024-01-01T00:09:00Z", "2024-01-01T00:30:00Z"));

        assertThat(MINUTES.within(ranges, at("2024-01-01T00:00:00Z"), at("2024-01-01T00:10:00Z")))
                .isEqualTo(2 + 2 + 2);
        assertThat(MINUTES.within(List.of(), at("2024-01-01T00:00:00Z"), at("2024-01-01T00:10:00Z")))
                .isZero();
    }

    private static Span span(String from, String to) {
        return new Span(Instant.parse(from), Instant.parse(to));
    }

    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
