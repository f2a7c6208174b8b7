package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.sandbox.CandleMetrics.Told;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Updates of a candle that opens half an hour after this class was loaded; the first of them is published now. */
final class ToldAhead {
    private static final long MINUTE = 60_000;
    private static final long OPEN = (System.currentTimeMillis() / MINUTE + 30) * MINUTE;
    private static final Duration STOP = Duration.ofSeconds(60);

    private ToldAhead() {}

    static Told update(int number) {
        return new Told(
                OPEN + number * 10_000L,
                OPEN,
                false,
                number,
                BigDecimal.valueOf(60_000 + number),
                BigDecimal.valueOf(number),
                BigDecimal.ONE);
    }

    /** A start reads no more than some minutes again, and the first one is older. */
    static void isKnownAfterAStart(CandleTopic topic, Pipeline pipeline, List<Told> told) {
        Told second = update(2);
        topic.append(MetricsIT.record(second), Instant.ofEpochMilli(second.event()));
        told.add(second);
        try (ChildJvm consumer = pipeline.consumer(line -> {})) {
            MetricsIT.awaitEqual(topic, told);
            assertThat(consumer.stop(STOP)).isZero();
        }
    }
}
