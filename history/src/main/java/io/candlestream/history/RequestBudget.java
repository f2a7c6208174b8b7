package io.candlestream.history;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The share of the exchange's request weight that this program takes. The exchange counts by address and minute and tells
 * the sum in each answer, so what other programs of this address use leaves less for this one. Any thread may ask.
 *
 * <p>Source: binance-api.md section 4, "Limits".
 */
public final class RequestBudget {
    private static final Logger log = LoggerFactory.getLogger(RequestBudget.class);
    private static final String USED = "X-MBX-USED-WEIGHT-1M";
    private static final String NUMBER = "\\d{1,9}";
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int weightPerMinute;
    private final LongSupplier clock;
    private final Sleep sleep;
    private long minute = Long.MIN_VALUE;
    private long used;
    private long restUntil = Long.MIN_VALUE;

    /** @param weightPerMinute at least the weight of the heaviest request; the exchange allows 6000 an address */
    public RequestBudget(int weightPerMinute) {
        this(weightPerMinute, System::currentTimeMillis, Thread::sleep);
    }

    /** @param clock epoch milliseconds */
    RequestBudget(int weightPerMinute, LongSupplier clock, Sleep sleep) {
        this.weightPerMinute = weightPerMinute;
        this.clock = clock;
        this.sleep = sleep;
    }

    /** Returns when a request of {@code weight} may be sent, and counts it. */
    void spend(int weight) throws InterruptedException {
        for (long wait = tryToSpend(weight); wait > 0; wait = tryToSpend(weight)) {
            sleep.millis(wait);
        }
    }

    /** How long to wait before the next try, in milliseconds; 0 when the weight is spent. */
    private synchronized long tryToSpend(int weight) {
        long now = clock.getAsLong();
        if (now < restUntil) {
            return restUntil - now;
        }
        if (Math.floorDiv(now, WINDOW.toMillis()) != minute) {
            minute = Math.floorDiv(now, WINDOW.toMillis());
            used = 0;
        }
        if (used > 0 && used + weight > weightPerMinute) {
            return (minute + 1) * WINDOW.toMillis() - now;
        }
        used += weight;
        return 0;
    }

    /** Takes over what the exchange has counted. */
    synchronized void told(HttpHeaders answer) {
        answer.firstValue(USED)
                .filter(text -> text.matches(NUMBER))
                .ifPresent(text -> used = Math.max(used, Long.parseLong(text)));
    }

    /** Obeys HTTP 429 or 418: nobody asks again before {@code Retry-After} has passed, a minute when it is missing. */
    synchronized void refused(int status, HttpHeaders answer) {
        Duration rest = answer.firstValue("Retry-After")
                .filter(text -> text.matches(NUMBER))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(WINDOW);
        restUntil = Math.max(restUntil, clock.getAsLong() + rest.toMillis());
        log.warn("the exchange asks for rest with HTTP {}; trying again in {} s", status, rest.toSeconds());
    }

    /** How a thread waits. */
    @FunctionalInterface
    interface Sleep {
        void millis(long duration) throws InterruptedException;
    }
}
