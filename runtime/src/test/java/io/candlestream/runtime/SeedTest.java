package io.candlestream.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeedTest {
    @Test
    void repeatsItsNumbersAndSaysHow() {
        Seed seed = new Seed(17);

        assertThat(seed.random().nextLong()).isEqualTo(seed.random().nextLong());
        assertThat(seed).hasToString("-Dcandlestream.seed=17");
    }
}
