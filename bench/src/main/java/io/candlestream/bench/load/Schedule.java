package io.candlestream.bench.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When each of many events is due, in absolute time: what is late stays due, so the rate holds over the whole run.
 *
 * @param start by {@link System#nanoTime()}
 * @param total how many events there are
 */
record Schedule(long start, int perSecond, long total) {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** How many events are due at {@code now}. */
    long due(long now) {
        long elapsed = now - start;
        long due = elapsed / SECOND * perSecond + elapsed % SECOND * perSecond / SECOND;
        return Math.min(total, due);
    }

    /** How late the next event is at {@code now} when {@code done} events have happened. */
    Duration behind(long done, long now) {
        long dueAt = done / perSecond * SECOND + done % perSecond * SECOND / perSecond;
        return done >= total ? Duration.ZERO : Duration.ofNanos(Math.max(0, now - start - dueAt));
    }
}
