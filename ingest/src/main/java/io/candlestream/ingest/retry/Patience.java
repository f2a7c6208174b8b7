package io.candlestream.ingest.retry;

import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How start-up waits for a server that is not there yet: one WARN line an attempt, and at the deadline the cause. */
public final class Patience {
    private static final Logger log = LoggerFactory.getLogger(Patience.class);

    private final Duration patience;
    private final Duration base;
    private final Duration cap;

    public Patience(Duration patience, Duration base, Duration cap) {
        this.patience = patience;
        this.base = base;
        this.cap = cap;
    }

    /**
     * The result of {@code attempt}, repeated while it is {@link Unavailable}.
     *
     * @param purpose completes "Cannot ...", such as {@code reach the broker}
     * @throws FatalException at the deadline, with the last reason
     */
    public <T> T await(String purpose, Attempt<T> attempt) {
        Backoff backoff =
                new Backoff(base, cap, () -> ThreadLocalRandom.current().nextDouble());
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return attempt.run();
            } catch (Unavailable e) {
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                Duration delay = e.retryAfter.orElseGet(backoff::next);
                if (left.compareTo(delay) <= 0) {
                    throw new FatalException(
                            "Cannot " + purpose + ": " + e.getMessage() + " (gave up after " + patience.toSeconds()
                                    + " s; startup-deadline sets how long to wait)",
                            e);
                }
                log.warn("Cannot {}: {}; trying again in {} ms", purpose, e.getMessage(), delay.toMillis());
                sleep(delay);
            }
        }
    }

    private static void sleep(Duration delay) {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FatalException("Cannot start: interrupted while waiting for a server", e);
        }
    }

    /** One try at a server. */
    @FunctionalInterface
    public interface Attempt<T> {
        T run() throws Unavailable;
    }

    /** The server is not there yet; another attempt may find it. */
    public static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Optional<Duration> retryAfter;

        public Unavailable(String reason) {
            super(reason);
            this.retryAfter = Optional.empty();
        }

        public Unavailable(String reason, Throwable cause) {
            this(reason, Duration.ZERO, cause);
        }

        /** @param rest how long the server asks to be left alone, zero when it does not */
        public Unavailable(String reason, Duration rest, Throwable cause) {
            super(reason, cause);
            this.retryAfter = Optional.of(rest).filter(time -> !time.isZero());
        }
    }
}
