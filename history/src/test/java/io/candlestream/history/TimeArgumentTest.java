package io.candlestream.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeArgumentTest {
    @ParameterizedTest
    @CsvSource({
        "2021-04-25, 2021-04-25T00:00:00Z",
        "2021-04-25T04:01:00.5Z, 2021-04-25T04:01:00.500Z",
        "2021-04-25T04:01Z, 2021-04-25T04:01:00Z"
    })
    void readsDaysAndTimes(String text, String time) {
        assertThat(TimeArgument.parse(text)).hasToString(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "today", "2021-02-30", "2021-04-25T04:01", "1619308800000"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> TimeArgument.parse(text))
                .hasMessageStartingWith("'" + text + "' is no time: a day such as ");
    }

    @Test
    void doesNotGuessATimeZone() {
        assertThatThrownBy(() -> TimeArgument.parse("2021-04-25T04:01:00"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2021-04-25T04:01Z", "2021-04-25T04:01:07Z", "2021-04-25T00:00Z"})
    void readsWhatItWrites(String text) {
        assertThat(TimeArgument.text(TimeArgument.parse(text))).isEqualTo(text);
    }
}
