package io.candlestream.runtime.metrics;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Something that may be amiss for a while, and since when it is. Safe for use by many threads. */
public final class Incident {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private Optional<String> what = Optional.empty();
    private Instant since = Instant.EPOCH;

    public Incident() {
        this(InstantSource.system());
    }

    Incident(InstantSource clock) {
        this.clock = clock;
    }

    /** It is amiss, for this reason; when it was already, it has been since then. */
    public synchronized void begins(String reason) {
        if (what.isEmpty()) {
            since = clock.instant();
        }
        what = Optional.of(reason);
    }

    /** It is well. */
    public synchronized void ends() {
        what = Optional.empty();
    }

    /** What is amiss and since when, such as {@code no broker answers since 14:03:11 UTC}. */
    public synchronized Optional<String> message() {
        return what.map(reason -> reason + " since " + TIME.format(since));
    }
}
