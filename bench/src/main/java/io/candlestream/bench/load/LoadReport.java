package io.candlestream.bench.load;

import io.candlestream.bench.load.Load.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells every five seconds how a load goes, and warns while it cannot keep its rate. */
final class LoadReport implements Consumer<Progress> {
    private static final long PERIOD = TimeUnit.SECONDS.toNanos(5);
    private static final Duration LATE = Duration.ofSeconds(1);

    private final Consumer<String> out;
    private final int rate;
    private Progress reported = new Progress(0, 0, Duration.ZERO);
    private Duration mostBehind = Duration.ZERO;

    LoadReport(int rate, Consumer<String> out) {
        this.rate = rate;
        this.out = out;
    }

    @Override
    public void accept(Progress progress) {
        mostBehind = progress.behind().compareTo(mostBehind) > 0 ? progress.behind() : mostBehind;
        if (progress.elapsed() - reported.elapsed() >= PERIOD) {
            out.accept(line(progress, reported));
            if (progress.behind().compareTo(LATE) > 0) {
                out.accept("Cannot keep " + rate + " a second: "
                        + progress.behind().toMillis()
                        + " ms late (several loads side by side reach more: --part 1/2 and --part 2/2)");
            }
            reported = progress;
        }
    }

    private static String line(Progress now, Progress before) {
        double seconds = (now.elapsed() - before.elapsed()) / 1e9;
        return String.format(
                Locale.ROOT,
                "sent %,d  %,.0f/s  %d ms behind",
                now.sent(),
                (now.sent() - before.sent()) / seconds,
                now.behind().toMillis());
    }

    /** The line at the end, when all is acknowledged. */
    String summary(long delivered, Duration took) {
        double seconds = took.toNanos() / 1e9;
        return String.format(
                Locale.ROOT,
                "delivered %,d in %.1f s: %,.0f/s, at most %d ms behind",
                delivered,
                seconds,
                delivered / seconds,
                mostBehind.toMillis());
    }
}
