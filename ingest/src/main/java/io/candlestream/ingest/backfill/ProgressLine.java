package io.candlestream.ingest.backfill;

import io.candlestream.runtime.terminal.VisibleText;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how far the backfill has come: in a terminal one line that changes, elsewhere a line of the log now and then. */
public final class ProgressLine {
    private static final Logger log = LoggerFactory.getLogger(ProgressLine.class);
    private static final int BAR = 30;

    private final Optional<PrintStream> terminal;
    private final long started = System.nanoTime();
    private long shown = started;
    private double first = -1;

    private ProgressLine(Optional<PrintStream> terminal) {
        this.terminal = terminal;
    }

    public static ProgressLine onTerminal(PrintStream terminal) {
        return new ProgressLine(Optional.of(terminal));
    }

    public static ProgressLine inLog() {
        return new ProgressLine(Optional.empty());
    }

    /** @param done the part that is done, 0 to 1; some of it perhaps by an earlier run */
    void show(double done, String symbol, long time, long events) {
        long now = System.nanoTime();
        first = first < 0 ? done : first;
        Duration period = terminal.isPresent() ? Duration.ofMillis(200) : Duration.ofSeconds(10);
        if (now - shown >= period.toNanos()) {
            shown = now;
            String line = line(done, symbol, time, events, (now - started) / 1e9);
            terminal.ifPresentOrElse(screen -> update(screen, line), () -> log.info("{}", line));
        }
    }

    private static void update(PrintStream screen, String line) {
        screen.print("\r" + VisibleText.of(line) + "\u001b[K");
        screen.flush();
    }

    private String line(double done, String symbol, long time, long events, double seconds) {
        int filled = (int) (done * BAR);
        double left = done > first ? seconds / (done - first) * (1 - done) : 0;
        return String.format(
                Locale.ROOT,
                "backfill [%s%s] %3.0f %%  %s %s  %,d events  %,.0f a second  %,.0f s left",
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                done * 100,
                symbol,
                Instant.ofEpochMilli(time),
                events,
                events / seconds,
                left);
    }

    void end() {
        terminal.ifPresent(PrintStream::println);
    }
}
