package io.candlestream.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EachDayTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-28T00:10:00Z, 2026-11-28T00:30:00Z",
        "2026-11-28T00:30:00Z, 2026-11-29T00:30:00Z",
        "2026-11-30T12:00:00.5Z, 2026-12-01T00:30:00Z"
    })
    void waitsForTheNextTime(String now, String next) {
        assertThat(EachDay.next(ZonedDateTime.parse(now), LocalTime.of(0, 30))).isEqualTo(ZonedDateTime.parse(next));
    }
}
