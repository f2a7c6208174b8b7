package io.candlestream.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TruthTest {
    private final Truth truth = new Truth(Interval.MINUTE_1);

    @Test
    void keepsTheNewestUpdateOfEachCandle() {
        Update open = Update.open(FixedMarket.candle("BTCUSDT", 0), 30_000);
        Update closing = Update.closing(FixedMarket.candle("BTCUSDT", 0));
        truth.record(open);
        assertThat(truth.newest("BTCUSDT")).contains(open);

        truth.record(closing);
        truth.record(open);
        truth.record(closing);

        assertThat(truth.candles()).containsExactly(closing);
        assertThat(truth.closed()).isEqualTo(1);
        assertThat(truth.updates()).isEqualTo(4);
    }

    @Test
    void givesBackEveryValueInWhateverOrderTheyCame() {
        long seed = 42;
        List<Update> updates = new ArrayList<>();
        new FixedMarket(List.of("BTCUSDT"), 300).updates().forEachRemaining(updates::add);
        List<Update> shuffled = new ArrayList<>(updates);
        Collections.shuffle(shuffled, new Random(seed));

        shuffled.forEach(truth::record);

        assertThat(truth.candles("BTCUSDT")).as("seed %d", seed).containsExactlyElementsOf(updates);
        assertThat(truth.closed()).isEqualTo(300);
    }

    @Test
    void findsCandlesByTheirTime() {
        new FixedMarket(List.of("BTCUSDT"), 10).updates().forEachRemaining(truth::record);

        assertThat(truth.from("BTCUSDT", 60_001, 300_000, 3))
                .extracting(TruthTest::minute)
                .containsExactly(2L, 3L, 4L);
        assertThat(truth.from("BTCUSDT", 0, 60_000, 9))
                .extracting(TruthTest::minute)
                .containsExactly(0L, 1L);
        assertThat(truth.upTo("BTCUSDT", 300_000, 2))
                .extracting(TruthTest::minute)
                .containsExactly(4L, 5L);
        assertThat(truth.upTo("BTCUSDT", Long.MAX_VALUE, 2))
                .extracting(TruthTest::minute)
                .containsExactly(8L, 9L);
        assertThat(truth.candle("BTCUSDT", 540_000)).map(TruthTest::minute).contains(9L);
        assertThat(truth.candle("BTCUSDT", 540_001)).isEmpty();
        assertThat(truth.upTo("NOCOIN", Long.MAX_VALUE, 5)).isEmpty();
    }

    private static long minute(Update update) {
        return update.candle().openTime() / 60_000;
    }
}
