package io.candlestream.sandbox.demo;

import io.candlestream.sandbox.proof.CandleTable;
import io.candlestream.sandbox.run.PipelineRun;
import java.time.Duration;
import java.util.List;

/** Shows the demo's moments, one a second, until its time is over, the market ends or a person stops it. */
final class DemoLoop {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration PLAIN_TICK = Duration.ofSeconds(5);

    private final DemoOptions options;
    private final DemoScreen screen;
    private final StopSignal stop;
    private final long started;
    private boolean firstRowSeen;

    /** @param started when the demo began, {@link System#nanoTime()} */
    DemoLoop(DemoOptions options, DemoScreen screen, StopSignal stop, long started) {
        this.options = options;
        this.screen = screen;
        this.stop = stop;
        this.started = started;
    }

    void run(DemoExchange exchange, PipelineRun run, ConsumerProgress progress, CandleTable table) {
        long opened = System.nanoTime();
        long shown = opened;
        long rowsBefore = 0;
        while (!over(exchange, opened)) {
            stop.await(firstRowSeen ? TICK : Duration.ofMillis(200));
            run.requireAlive();
            List<AssetLine> assets = Demo.newest(table);
            greetFirst(assets);
            long now = System.nanoTime();
            if (firstRowSeen && now - shown >= (options.plain() ? PLAIN_TICK : TICK).toNanos()) {
                long rows = progress.written();
                long perSecond = Math.round((rows - rowsBefore) * 1e9 / (now - shown));
                screen.show(new DemoScreen.Moment(
                        Duration.ofNanos(now - opened),
                        options.duration(),
                        rows,
                        perSecond,
                        progress.rejected(),
                        exchange.now(),
                        exchange.speed(),
                        assets));
                rowsBefore = rows;
                shown = now;
            }
        }
    }

    private boolean over(DemoExchange exchange, long opened) {
        boolean timeIsUp = options.duration()
                .map(longest -> System.nanoTime() - opened >= longest.toNanos())
                .orElse(false);
        return timeIsUp || stop.requested() || exchange.finished();
    }

    private void greetFirst(List<AssetLine> assets) {
        if (!firstRowSeen && !assets.isEmpty()) {
            firstRowSeen = true;
            long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
            screen.say(String.format(
                    java.util.Locale.ROOT, "%n  first candle in the table %.1f s after the start", millis / 1000.0));
        }
    }
}
