package io.candlestream.tools.candles;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.Interval;
import io.candlestream.tools.access.AssetTable.Span;
import io.candlestream.tools.candles.Holding.Counts;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldingTest {
    @Test
    void countsASlotOfTwoRangesOnceAndNoneBeyondTheEnds() {
        List<Span> ranges = List.of(
                span("2023-12-31T23:58:00Z", "2024-01-01T00:02:00Z"),
                span("2024-01-01T00:01:00Z", "2024-01-01T00:04:00Z"),
                span("2024-01-01T00:09:00Z", "2024-01-01T00:30:00Z"));

        assertThat(Counts.within(ranges, Interval.MINUTE_1, at("2024-01-01T00:00:00Z"), at("2024-01-01T00:10:00Z")))
                .isEqualTo(2 + 2 + 2);
        assertThat(Counts.within(List.of(), Interval.MINUTE_1, at("2024-01-01T00:00:00Z"), at("2024-01-01T00:10:00Z")))
                .isZero();
    }

    private static Span span(String from, String to) {
        return new Span(Instant.parse(from), Instant.parse(to));
    }

    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
