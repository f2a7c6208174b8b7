package io.candlestream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IntervalTest {
    private static long milli(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    @ParameterizedTest
    @EnumSource(Interval.class)
    void aCodeLeadsBackToItsInterval(Interval interval) {
        assertThat(Interval.ofCode(interval.code())).contains(interval);
    }

    @Test
    void codesAreCaseSensitive() {
        assertThat(Interval.ofCode("1m")).contains(Interval.MINUTE_1);
        assertThat(Interval.ofCode("1M")).contains(Interval.MONTH_1);
        assertThat(Interval.ofCode("1H")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1s, 2024-02-29T12:34:56.789Z, 2024-02-29T12:34:56Z, 2024-02-29T12:34:57Z",
        "1m, 2024-02-29T12:34:56.789Z, 2024-02-29T12:34:00Z, 2024-02-29T12:35:00Z",
        "8h, 2024-02-29T12:34:56.789Z, 2024-02-29T08:00:00Z, 2024-02-29T16:00:00Z",
        "1d, 2024-02-29T12:34:56.789Z, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
        "1w, 2024-02-29T12:34:56.789Z, 2024-02-26T00:00:00Z, 2024-03-04T00:00:00Z",
        "1M, 2024-02-29T12:34:56.789Z, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z"
    })
    void laysItsGridOverTime(String code, String time, String open, String end) {
        Interval interval = Interval.ofCode(code).orElseThrow();

        assertThat(interval.openOf(milli(time))).isEqualTo(milli(open));
        assertThat(interval.endOf(milli(open))).isEqualTo(milli(end));
        assertThat(interval.opensAt(milli(open))).isTrue();
        assertThat(interval.opensAt(milli(open) + 1)).isFalse();
    }

    @Test
    void aThreeDayCandleMayOpenAtAnyMidnight() {
        assertThat(Interval.DAY_3.opensAt(milli("2017-08-17T00:00:00Z"))).isTrue();
        assertThat(Interval.DAY_3.opensAt(milli("2017-08-17T01:00:00Z"))).isFalse();
    }

    @Test
    void shiftsByCandlesInBothDirections() {
        assertThat(Interval.MINUTE_3.shifted(milli("2024-01-01T00:00:00Z"), 20))
                .isEqualTo(milli("2024-01-01T01:00:00Z"));
        assertThat(Interval.WEEK_1.shifted(milli("2024-01-01T00:00:00Z"), -1)).isEqualTo(milli("2023-12-25T00:00:00Z"));
        assertThat(Interval.MONTH_1.shifted(milli("2024-03-01T00:00:00Z"), -2))
                .isEqualTo(milli("2024-01-01T00:00:00Z"));
        assertThat(Interval.MONTH_1.shifted(milli("2024-01-01T00:00:00Z"), 14))
                .isEqualTo(milli("2025-03-01T00:00:00Z"));
    }

    @Test
    void countsTheSlotsUntilATime() {
        assertThat(Interval.MINUTE_1.slots(milli("2024-01-01T00:00:00Z"), milli("2024-01-01T00:00:00Z")))
                .isZero();
        assertThat(Interval.MINUTE_1.slots(milli("2024-01-01T00:00:00Z"), milli("2024-01-01T00:00:00.001Z")))
                .isEqualTo(1);
        assertThat(Interval.MINUTE_1.slots(milli("2024-01-01T00:00:00Z"), milli("2024-01-03T00:00:00Z")))
                .isEqualTo(2880);
        assertThat(Interval.WEEK_1.slots(milli("2024-01-01T00:00:00Z"), milli("2024-01-29T00:00:01Z")))
                .isEqualTo(5);
        assertThat(Interval.MONTH_1.slots(milli("2024-01-01T00:00:00Z"), milli("2025-04-01T00:00:00Z")))
                .isEqualTo(15);
    }
}
