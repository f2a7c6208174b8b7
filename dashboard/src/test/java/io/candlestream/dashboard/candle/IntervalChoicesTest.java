package io.candlestream.dashboard.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.Interval;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalChoicesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1s | 1s 1m 5m 15m 1h 4h 1d",
                "1m | 1m 5m 15m 1h 4h 1d",
                "3m | 3m 15m 1h 4h 1d",
                "6h | 6h 1d",
                "1M | 1M"
            })
    void holdsWhatTheTablesCandlesFillWithoutRemainder(String table, String choices) {
        IntervalChoices intervals = new IntervalChoices(Interval.ofCode(table).orElseThrow());

        assertThat(intervals.all().stream().map(Interval::code).collect(Collectors.toList()))
                .isEqualTo(List.of(choices.split(" ")));
    }

    @Test
    void knowsHowManyCandlesFillABar() {
        IntervalChoices intervals = new IntervalChoices(Interval.MINUTE_1);

        assertThat(intervals.ratio(Interval.MINUTE_1)).isEqualTo(1);
        assertThat(intervals.ratio(Interval.DAY_1)).isEqualTo(1440);
        assertThat(intervals.ofCode("4h")).contains(Interval.HOUR_4);
        assertThat(intervals.ofCode("3m")).isEmpty();
    }
}
