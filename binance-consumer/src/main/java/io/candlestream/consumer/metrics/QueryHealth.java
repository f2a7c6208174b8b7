package io.candlestream.consumer.metrics;

import io.candlestream.runtime.metrics.Health;
import io.candlestream.runtime.metrics.Incident;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether a query does its work, and what hinders it: a part of the program's health. Safe for use by many threads. */
public final class QueryHealth {
    /** An idle query says every ten seconds that there was nothing to do. */
    private static final Duration SHORTEST_STALL = Duration.ofSeconds(30);

    private final Health health;
    private final String name;
    private final Incident failure = new Incident();
    private final Incident servers = new Incident();
    private final Incident writes = new Incident();

    /** @param query its name; empty when the program has no other */
    public QueryHealth(Health health, Optional<String> query) {
        this.health = health;
        this.name = query.map(text -> "query " + text + ": ").orElse("");
        waitsFor("its settings");
        readyUnless(failure::message);
        readyUnless(writes::message);
        readyUnless(servers::message);
    }

    private void readyUnless(Supplier<Optional<String>> reason) {
        health.readyUnless(() -> reason.get().map(text -> name + text));
    }

    /** The start has come so far that {@code what} is waited for. */
    public void waitsFor(String what) {
        servers.begins("waits for " + what);
    }

    /** A server that is read from does not answer, for this reason. */
    public void away(String why) {
        servers.begins(why);
    }

    /** It has ended, for good or until another attempt succeeds. */
    public void failed(String why) {
        failure.begins(why);
    }

    /** Whether it has not failed since its last batch. */
    public boolean works() {
        return failure.message().isEmpty();
    }

    /** A batch has come to its end, or there was nothing to read. */
    public void progressed() {
        failure.ends();
        servers.ends();
        writes.ends();
    }

    /** Writes of the running batch failed and are tried again. */
    void retries(String sink) {
        writes.begins("sink " + sink + " does not take the rows of the running batch");
    }

    void stored() {
        writes.ends();
    }

    /**
     * Looks at batches from here on: one that takes longer than {@code stall} (at least 30 s) makes the consumer unready, and
     * after twice that time it counts as dead, unless it is known to wait for a sink, for which there is a deadline of its
     * own.
     *
     * @param sinceProgress how long ago a batch came to its end
     * @param running how long the batch has run that runs now
     */
    public void watch(Duration stall, Supplier<Duration> sinceProgress, Supplier<Optional<Duration>> running) {
        Duration longest = stall.compareTo(SHORTEST_STALL) < 0 ? SHORTEST_STALL : stall;
        readyUnless(() -> Optional.of(sinceProgress.get())
                .filter(age -> age.compareTo(longest) > 0)
                .map(age -> "no batch has come to its end for " + age.toSeconds() + " s"));
        health.livesUnless(() -> running.get()
                .filter(age -> age.compareTo(longest.multipliedBy(2)) > 0)
                .filter(age -> writes.message().isEmpty())
                .map(age -> name + "a batch has run for " + age.toSeconds() + " s"));
    }
}
