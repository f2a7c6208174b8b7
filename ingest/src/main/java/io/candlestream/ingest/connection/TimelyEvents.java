package io.candlestream.ingest.connection;

import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventSink;
import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.metrics.ProducerMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands first in the way of a stream's events: what opens later than the exchange's time allows is counted and goes no
 * further. It would end the search for gaps, since all before it counts as known.
 */
public final class TimelyEvents<E extends Event> implements EventSink<E> {
    private static final Logger log = LoggerFactory.getLogger(TimelyEvents.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final ExchangeTime time;
    private final EventSink<E> next;
    private final ProducerMetrics metrics;
    private final Map<String, Long> warnedAt = new HashMap<>();

    public TimelyEvents(ExchangeTime time, EventSink<E> next, ProducerMetrics metrics) {
        this.time = time;
        this.next = next;
        this.metrics = metrics;
    }

    @Override
    public void take(E event) {
        if (time.believes(event)) {
            next.take(event);
        } else {
            metrics.rejected(RejectCause.FROM_THE_FUTURE);
            warn(event);
        }
    }

    private void warn(E event) {
        long nanos = System.nanoTime();
        Long before = warnedAt.get(event.symbol());
        if (before == null || nanos - before > QUIET.toNanos()) {
            warnedAt.put(event.symbol(), nanos);
            log.warn(
                    "rejected an update of {} from the future ({}): it opens at {} and was made at {}, but the exchange's"
                            + " time is {}; further ones of the symbol are only counted for a minute",
                    event.symbol(),
                    RejectCause.FROM_THE_FUTURE,
                    Instant.ofEpochMilli(event.time()),
                    Instant.ofEpochMilli(event.eventTime()),
                    Instant.ofEpochMilli(time.now()));
        }
    }

    @Override
    public void interrupted() {
        next.interrupted();
    }

    @Override
    public void resumed() {
        next.resumed();
    }
}
