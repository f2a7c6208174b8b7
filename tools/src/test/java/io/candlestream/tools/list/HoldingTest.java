package io.candlestream.tools.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.tools.list.Holding.Counts;
import org.junit.jupiter.api.Test;

class HoldingTest {
    @Test
    void aHundredPercentIsAll() {
        assertThat(new Counts(1440, 1440, 0).complete().toPlainString()).isEqualTo("100");
        assertThat(new Counts(1_578_239, 1_578_240, 0).complete()).hasToString("99.99");
        assertThat(new Counts(720, 1440, 0).complete()).hasToString("5E+1").isEqualByComparingTo("50");
    }

    @Test
    void whatTheExchangeHasNotIsNotMissing() {
        assertThat(new Counts(1156, 1440, 284).complete()).isEqualByComparingTo("100");
        assertThat(new Counts(0, 284, 284).complete()).isEqualByComparingTo("100");
    }
}
