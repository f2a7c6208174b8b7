package io.candlestream.history;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The share of the exchange's request weight that this program takes. The exchange counts by address and minute and tells
 * the sum in each answer, so what other programs of this address use leaves less for this one. Any thread may ask.
 *
 * <p>Source: binance-api.md section 4, "Limits".
 */
public final class RequestWeightLimiter {
    private static final Logger log = LoggerFactory.getLogger(RequestWeightLimiter.class);
    private static final String USED = "X-MBX-USED-WEIGHT-1M";
    private static final String NUMBER = "\\d{1,9}";
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int TOO_MANY = 429;
    private static final int BANNED = 418;
    /** The longest rest after 429: the exchange counts by the minute. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);
    /** The longest ban that the exchange documents. */
    private static final Duration LONGEST_BAN = Duration.ofDays(3);

    private static final int MOST_DOUBLINGS = 20;
    /** Pages of numbered events leave this part to all else: a candle must not wait for a million trades. */
    private static final int SPARED = 10;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final int weightPerMinute;
    private final LongSupplier clock;
    private final LongSupplier nanoTime;
    private final Sleep sleep;
    private long minute = Long.MIN_VALUE;
    private long used;
    /** Until when nobody may ask: a step of this machine's clock makes a rest neither longer nor shorter. */
    private OptionalLong restUntilNanos = OptionalLong.empty();
    /** The same for a reader, epoch milliseconds. */
    private long restUntil;

    private int refusedWith;
    /** In a row. */
    private int refusals;

    /** @param weightPerMinute at least the weight of the heaviest request; the exchange allows 6000 an address */
    public RequestWeightLimiter(int weightPerMinute) {
        this(weightPerMinute, System::currentTimeMillis, System::nanoTime, Thread::sleep);
    }

    /**
     * @param clock epoch milliseconds; the exchange counts by its minutes
     * @param nanoTime as {@link System#nanoTime}
     */
    RequestWeightLimiter(int weightPerMinute, LongSupplier clock, LongSupplier nanoTime, Sleep sleep) {
        this.weightPerMinute = weightPerMinute;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.sleep = sleep;
    }

    /** Returns when a request of {@code weight} may be sent, and counts it. */
    void spend(int weight) throws InterruptedException {
        spend(weight, weightPerMinute);
    }

    /** As {@link #spend}, for one of many pages of numbered events, which leave a tenth to all else. */
    void spendOnPage(int weight) throws InterruptedException {
        spend(weight, weightPerMinute - weightPerMinute / SPARED);
    }

    private void spend(int weight, int share) throws InterruptedException {
        for (long wait = tryToSpend(weight, share); wait > 0; wait = tryToSpend(weight, share)) {
            sleep.millis(wait);
        }
    }

    /** How long to wait before the next try, in milliseconds; 0 when the weight is spent. */
    private synchronized long tryToSpend(int weight, int share) {
        long rest = restLeft();
        if (rest > 0) {
            return rest;
        }
        long now = clock.getAsLong();
        if (Math.floorDiv(now, WINDOW.toMillis()) != minute) {
            minute = Math.floorDiv(now, WINDOW.toMillis());
            used = 0;
        }
        if (used > 0 && used + weight > share) {
            return (minute + 1) * WINDOW.toMillis() - now;
        }
        used += weight;
        return 0;
    }

    /** Whether the exchange refuses requests with this HTTP status. */
    public static boolean isRest(int status) {
        return status == TOO_MANY || status == BANNED;
    }

    /** How long nobody may ask or connect yet; zero when anybody may. */
    public synchronized Duration rest() {
        return Duration.ofMillis(restLeft());
    }

    /** As {@link #rest}, in milliseconds. */
    private long restLeft() {
        long left = restUntilNanos.isEmpty() ? 0 : restUntilNanos.getAsLong() - nanoTime.getAsLong();
        return left <= 0 ? 0 : (left + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
    }

    /** Takes over what the exchange has counted. */
    synchronized void update(HttpHeaders answer) {
        answer.firstValue(USED)
                .filter(text -> text.matches(NUMBER))
                .ifPresent(text -> used = Math.max(used, Long.parseLong(text)));
    }

    /**
     * Obeys HTTP 429 or 418, of REST or of a socket's handshake: nobody asks again before the header {@code Retry-After} has passed, a
     * minute when it is missing or no number. However little it says, the rest doubles with each refusal in a row, beginning at a second; however much it
     * says, it is no longer than the exchange documents.
     *
     * @return how long the rest is
     */
    public synchronized Duration refused(int status, Optional<String> retryAfter) {
        Duration cap = status == BANNED ? LONGEST_BAN : LONGEST_REST;
        Duration asked = retryAfter
                .map(String::strip)
                .filter(text -> text.matches("\\d+"))
                .map(text -> text.matches(NUMBER) ? Duration.ofSeconds(Long.parseLong(text)) : cap)
                .orElse(WINDOW);
        Duration floor = shorter(LONGEST_REST, Duration.ofSeconds(1L << Math.min(refusals, MOST_DOUBLINGS)));
        Duration rest = shorter(cap, asked.compareTo(floor) < 0 ? floor : asked);
        refusals++;
        if (rest.toMillis() > restLeft()) {
            restUntilNanos = OptionalLong.of(nanoTime.getAsLong() + rest.toNanos());
            restUntil = clock.getAsLong() + rest.toMillis();
        }
        refusedWith = status;
        log.warn("the exchange refuses requests with HTTP {}; trying again in {} s", status, rest.toSeconds());
        return rest;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** The exchange has answered: the refusals before are over. */
    synchronized void welcomed() {
        refusals = 0;
    }

    /** That nobody may ask now and until when, such as {@code the exchange refuses requests until 2026-11-27T14:03:11Z}. */
    public synchronized Optional<String> resting() {
        return restLeft() > 0
                ? Optional.of("the exchange refuses requests until "
                        + Instant.ofEpochMilli(restUntil).truncatedTo(ChronoUnit.SECONDS) + " with HTTP " + refusedWith)
                : Optional.empty();
    }

    /** How a thread waits. */
    @FunctionalInterface
    interface Sleep {
        void millis(long duration) throws InterruptedException;
    }
}
