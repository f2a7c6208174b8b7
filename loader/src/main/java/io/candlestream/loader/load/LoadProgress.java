package io.candlestream.loader.load;

import io.candlestream.runtime.terminal.VisibleText;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Says how far the load has come: in a terminal by one line that changes, elsewhere not until its end. */
final class LoadProgress {
    private static final int BAR = 30;
    private static final Duration PERIOD = Duration.ofMillis(200);

    private final Optional<PrintStream> terminal;
    private final long bytes;
    private final long started = System.nanoTime();
    private long shown = started;
    private long read;
    private long rows;

    /** @param bytes of all files to come */
    LoadProgress(Optional<PrintStream> terminal, long bytes) {
        this.terminal = terminal;
        this.bytes = bytes;
    }

    /** Some more have been read. */
    synchronized void read(String what, long moreBytes, long moreRows) {
        read += moreBytes;
        rows += moreRows;
        long now = System.nanoTime();
        if (terminal.isPresent() && now - shown >= PERIOD.toNanos()) {
            shown = now;
            terminal.get().print("\r" + VisibleText.of(line(what)) + "\u001b[K");
            terminal.get().flush();
        }
    }

    private String line(String what) {
        double done = bytes == 0 ? 1 : (double) read / bytes;
        int filled = (int) (done * BAR);
        double left = read == 0 ? 0 : seconds() / done * (1 - done);
        return String.format(
                Locale.ROOT,
                "load [%s%s] %3.0f %%  %s  %,d rows  %,.0f a second  %,.0f s left",
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                done * 100,
                what,
                rows,
                rows / seconds(),
                left);
    }

    double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }

    void end() {
        terminal.ifPresent(PrintStream::println);
    }
}
