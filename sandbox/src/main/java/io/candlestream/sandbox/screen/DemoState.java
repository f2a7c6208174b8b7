package io.candlestream.sandbox.screen;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One moment of the demo.
 *
 * @param rows written to the table since the start
 * @param latency of the last seconds; empty when no live row was written in them
 * @param now the market's time
 * @param speed how many times as fast as the clock the market runs
 * @param assets the newest candle of each
 */
public record DemoState(
        Duration elapsed,
        Optional<Duration> planned,
        long rows,
        long rowsPerSecond,
        long deadLetters,
        Optional<Latency> latency,
        Instant now,
        double speed,
        List<AssetLine> assets) {
    /**
     * From a live update at the producer to its row in the table, in seconds.
     *
     * @param worst what one row in a hundred exceeds
     */
    public record Latency(double median, double worst) {}
}
