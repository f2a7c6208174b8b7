package io.candlestream.producer.exchange;

import io.candlestream.producer.frame.Frame.Cause;
import io.candlestream.producer.frame.Kline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands first in the way of a connection's klines: what opens later than the exchange's time allows is counted and goes no
 * further. It would end the search for gaps, since all before it counts as known.
 */
public final class TimelyKlines implements KlineSink {
    private static final Logger log = LoggerFactory.getLogger(TimelyKlines.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final ExchangeTime time;
    private final KlineSink next;
    private final ProducerMetrics metrics;
    private final Map<String, Long> warnedAt = new HashMap<>();

    public TimelyKlines(ExchangeTime time, KlineSink next, ProducerMetrics metrics) {
        this.time = time;
        this.next = next;
        this.metrics = metrics;
    }

    @Override
    public void take(Kline kline) {
        if (time.believes(kline)) {
            next.take(kline);
        } else {
            metrics.rejected(Cause.FROM_THE_FUTURE);
            warn(kline);
        }
    }

    private void warn(Kline kline) {
        long nanos = System.nanoTime();
        Long before = warnedAt.get(kline.symbol());
        if (before == null || nanos - before > QUIET.toNanos()) {
            warnedAt.put(kline.symbol(), nanos);
            log.warn(
                    "rejected an update of {} from the future ({}): it opens at {} and was made at {}, but the exchange's"
                            + " time is {}; further ones of the symbol are only counted for a minute",
                    kline.symbol(),
                    Cause.FROM_THE_FUTURE,
                    Instant.ofEpochMilli(kline.openTime()),
                    Instant.ofEpochMilli(kline.eventTime()),
                    Instant.ofEpochMilli(time.now()));
        }
    }

    @Override
    public void interrupted() {
        next.interrupted();
    }
}
