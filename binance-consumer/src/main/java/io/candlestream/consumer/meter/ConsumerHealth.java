package io.candlestream.consumer.meter;

import io.candlestream.runtime.metrics.Health;
import io.candlestream.runtime.metrics.Incident;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the consumer does its work, and what hinders it. Safe for use by many threads. */
public final class ConsumerHealth {
    /** An idle query says every ten seconds that there was nothing to do. */
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(30);

    private final Health health = new Health();
    private final Incident servers = new Incident();
    private final Incident writes = new Incident();

    public ConsumerHealth() {
        waitsFor("its settings");
        health.readyUnless(writes::words);
        health.readyUnless(servers::words);
    }

    /** What the endpoint asks. */
    public Health health() {
        return health;
    }

    /** The start has come so far that {@code what} is waited for. */
    public void waitsFor(String what) {
        servers.begins("waits for " + what);
    }

    /** A server that is read from does not answer, in these words. */
    public void away(String why) {
        servers.begins(why);
    }

    /** A batch has come to its end, or there was nothing to read. */
    public void progressed() {
        servers.ends();
        writes.ends();
    }

    /** Writes of the running batch failed and are tried again. */
    void retries() {
        writes.begins("Cassandra does not take the rows of the running batch");
    }

    /** A task has stored its rows. */
    void stored() {
        writes.ends();
    }

    /**
     * Looks at batches from here on: one that takes longer than {@code stall} (at least 30 s) makes the consumer unready, and
     * after twice that time it counts as dead, unless it is known to wait for Cassandra, for which it has a deadline of its
     * own.
     *
     * @param sinceProgress how long ago a batch came to its end
     * @param running how long the batch has run that runs now
     */
    public void watch(Duration stall, Supplier<Duration> sinceProgress, Supplier<Optional<Duration>> running) {
        Duration patience = stall.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : stall;
        health.readyUnless(() -> Optional.of(sinceProgress.get())
                .filter(age -> age.compareTo(patience) > 0)
                .map(age -> "no batch has come to its end for " + age.toSeconds() + " s"));
        health.livesUnless(() -> running.get()
                .filter(age -> age.compareTo(patience.multipliedBy(2)) > 0)
                .filter(age -> writes.words().isEmpty())
                .map(age -> "a batch has run for " + age.toSeconds() + " s"));
    }
}
