package io.candlestream.sandbox.demo;

import io.candlestream.sandbox.proof.CandleTable;
import io.candlestream.sandbox.run.LivePage;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.run.StopSignal;
import io.candlestream.sandbox.screen.AssetLine;
import io.candlestream.sandbox.screen.DemoMetrics;
import io.candlestream.sandbox.screen.DemoScreen;
import io.candlestream.sandbox.screen.DemoState;
import java.time.Duration;
import java.util.List;

/**
 * Shows the demo's moments, one a second, until its time is over, the market ends or a person stops it.
 *
 * @param started when the demo began, {@link System#nanoTime()}
 */
record DemoLoop(DemoOptions options, DemoScreen screen, StopSignal stop, long started) {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration PLAIN_TICK = Duration.ofSeconds(5);
    /** How long a terminal of another size shows broken lines at most. */
    private static final Duration LOOK = Duration.ofMillis(200);

    void run(DemoExchange exchange, PipelineRun run, LivePage page, DemoMetrics consumer, CandleTable table) {
        long opened = System.nanoTime();
        Duration tick = options.plain() ? PLAIN_TICK : TICK;
        long shown = opened;
        boolean firstRowSeen = false;
        while (!over(exchange, opened)) {
            stop.await(LOOK);
            run.requireAlive();
            screen.fit();
            if (page.hasOpened()) {
                screen.page(page.address());
            }
            if (!firstRowSeen) {
                screen.waiting(
                        "first candle",
                        Duration.ofNanos(System.nanoTime() - opened).toSeconds());
            }
            if (firstRowSeen && System.nanoTime() - shown < tick.toNanos()) {
                continue;
            }
            List<AssetLine> assets = Demo.newest(table);
            if (!firstRowSeen && !assets.isEmpty()) {
                firstRowSeen = true;
                screen.first(Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0);
            }
            if (firstRowSeen) {
                shown = System.nanoTime();
                consumer.look();
                screen.show(moment(exchange, consumer, assets, Duration.ofNanos(shown - opened)));
            }
        }
    }

    private DemoState moment(DemoExchange exchange, DemoMetrics consumer, List<AssetLine> assets, Duration elapsed) {
        return new DemoState(
                elapsed,
                options.duration,
                Math.max(assets.size(), consumer.rows()), // what is in the table has been written
                consumer.rowsPerSecond(),
                consumer.deadLetters(),
                consumer.latency(),
                exchange.now(),
                exchange.speed(),
                assets);
    }

    private boolean over(DemoExchange exchange, long opened) {
        boolean timeIsUp = options.duration
                .map(longest -> System.nanoTime() - opened >= longest.toNanos())
                .orElse(false);
        return timeIsUp || stop.requested() || exchange.finished();
    }
}
