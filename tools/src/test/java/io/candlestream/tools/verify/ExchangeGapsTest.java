package io.candlestream.tools.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.Interval;
import io.candlestream.tools.access.AssetTable.Span;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeGapsTest {
    private static final long MINUTE = 60_000;

    @Test
    void candlesWithoutAHoleHaveNone() {
        ExchangeGaps holes = new ExchangeGaps(Interval.MINUTE_1, 0);
        LongStream.range(0, 10).forEach(minute -> holes.take(minute * MINUTE));

        assertThat(holes.ranges()).isZero();
        assertThat(holes.slots()).isZero();
        assertThat(holes.first()).isEmpty();
    }

    @Test
    void countsSlotsInARowAsOneStretch() {
        ExchangeGaps holes = new ExchangeGaps(Interval.MINUTE_1, 0);
        LongStream.of(0, 5, 6, 8).forEach(minute -> holes.take(minute * MINUTE));

        assertThat(holes.ranges()).isEqualTo(2);
        assertThat(holes.slots()).isEqualTo(5);
        assertThat(holes.first())
                .containsExactly(
                        new ExchangeGaps.Hole(MINUTE, 5 * MINUTE, 4), new ExchangeGaps.Hole(7 * MINUTE, 8 * MINUTE, 1));
    }

    @Test
    void aSlotInWhichACandleOpensOffTheGridIsNotMissing() {
        ExchangeGaps holes = new ExchangeGaps(Interval.MINUTE_1, 0);
        LongStream.of(0, 75_000, 135_000, 240_000).forEach(holes::take);

        assertThat(holes.first()).containsExactly(new ExchangeGaps.Hole(3 * MINUTE, 4 * MINUTE, 1));
    }

    @Test
    void theStretchBeginsAtItsFirstSlot() {
        ExchangeGaps holes = new ExchangeGaps(Interval.MINUTE_1, MINUTE / 2);
        holes.take(2 * MINUTE);

        assertThat(holes.first()).containsExactly(new ExchangeGaps.Hole(MINUTE, 2 * MINUTE, 1));
    }

    @Test
    void monthsHaveTheirOwnLengths() {
        ExchangeGaps holes = new ExchangeGaps(Interval.MONTH_1, milli("2024-01-01"));
        holes.take(milli("2024-01-01"));
        holes.take(milli("2024-04-01"));

        assertThat(holes.first()).containsExactly(new ExchangeGaps.Hole(milli("2024-02-01"), milli("2024-04-01"), 2));
    }

    @Test
    void keepsTheOldestAndCountsAll() {
        ExchangeGaps holes = new ExchangeGaps(Interval.MINUTE_1, 0);
        LongStream.range(0, 1000).forEach(i -> holes.take(2 * i * MINUTE));

        assertThat(holes.first()).hasSize(100);
        assertThat(holes.ranges()).isEqualTo(999);
    }

    @ParameterizedTest
    @CsvSource({
        "15, true",
        "03 39, true",
        "03 24 45, true",
        "09 12, true",
        "14, false",
        "25, false",
        "02 35, false",
        "'', false"
    })
    void aHoleIsConfirmedWhereEachOneOfItsSlotsIs(String noted, boolean confirmed) {
        List<Span> spans = Stream.of(noted.split(" ", -1))
                .filter(span -> !span.isEmpty())
                .map(span -> new Span(minute(span.charAt(0)), minute(span.charAt(1))))
                .toList();

        assertThat(new ExchangeGaps.Hole(MINUTE, 5 * MINUTE, 4).isWithin(spans)).isEqualTo(confirmed);
    }

    private static Instant minute(char digit) {
        return Instant.ofEpochMilli(Character.digit(digit, 10) * MINUTE);
    }

    private static long milli(String day) {
        return Instant.parse(day + "T00:00:00Z").toEpochMilli();
    }
}
