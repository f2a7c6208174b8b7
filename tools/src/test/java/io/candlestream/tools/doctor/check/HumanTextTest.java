package io.candlestream.tools.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanTextTest {
    @Test
    void countsAsAPersonDoes() {
        assertThat(HumanText.count(1, "copy")).isEqualTo("1 copy");
        assertThat(HumanText.count(3, "copy")).isEqualTo("3 copies");
        assertThat(HumanText.count(12_000, "record")).isEqualTo("12,000 records");
    }

    @ParameterizedTest
    @CsvSource({"PT0.4S,0.4 s", "PT59.9S,59.9 s", "PT90S,1 minute", "PT3H,3 hours", "PT50H,2 days"})
    void namesTheGreatestUnitThatFits(Duration time, String text) {
        assertThat(HumanText.span(time)).isEqualTo(text);
    }
}
