package io.candlestream.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void takesTheMiddleOfAnOddNumber() {
        assertThat(Spread.of(List.of(3.0, 1.0, 10.0))).isEqualTo(new Spread(3, 1, 10));
    }

    @Test
    void takesTheMeanOfTheTwoMiddlesOfAnEvenNumber() {
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 10.0))).isEqualTo(new Spread(3, 1, 10));
    }

    @Test
    void interpolatesPercentiles() {
        List<Double> figures = List.of(0.0, 10.0, 20.0, 30.0, 40.0);

        assertThat(Spread.percentile(figures, 0.99)).isCloseTo(39.6, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(Spread.percentile(figures, 1)).isEqualTo(40);
        assertThat(Spread.percentile(List.of(7.0), 0.99)).isEqualTo(7);
    }
}
