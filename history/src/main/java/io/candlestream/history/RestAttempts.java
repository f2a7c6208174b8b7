package io.candlestream.history;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the exchange again when an answer failed to come; each wait is twice the one before. */
record RestAttempts(RequestWeightLimiter.Sleep sleep) {
    private static final Logger log = LoggerFactory.getLogger(RestAttempts.class);
    private static final int ATTEMPTS = 6;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    /** How long the exchange may refuse requests, in all, before one request is given up. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    /** The answer to {@code request}; a rest that the exchange asks for is no attempt. */
    <T> T answer(Request<T> request) throws RestException, InterruptedException {
        Duration rested = Duration.ZERO;
        for (int attempt = 1; ; ) {
            try {
                return request.send();
            } catch (RestException e) {
                rested = rested.plus(e.rest());
                if (!e.passing() || attempt == ATTEMPTS || rested.compareTo(LONGEST_REST) > 0) {
                    throw e;
                }
                if (e.rest().isZero()) {
                    long wait = FIRST_WAIT.toMillis() << (attempt - 1);
                    log.warn("{}; trying again in {} ms", e.getMessage(), wait);
                    sleep.millis(wait);
                    attempt++;
                }
            }
        }
    }

    void pause(Duration time) throws InterruptedException {
        sleep.millis(time.toMillis());
    }

    /** What {@code request} yields, for an iterator, which can throw no checked exception. */
    static <T> T unchecked(String symbol, Request<T> request) {
        try {
            return request.send();
        } catch (RestException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("Interrupted while asking for " + symbol));
        }
    }

    /** A request or several. */
    @FunctionalInterface
    interface Request<T> {
        T send() throws RestException, InterruptedException;
    }
}
