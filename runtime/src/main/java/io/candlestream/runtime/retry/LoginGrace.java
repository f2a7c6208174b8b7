package io.candlestream.runtime.retry;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * For a while a refused login is tried again: a new database makes its first user some seconds after it has opened its
 * port, and its operator the others. Counted from the first refusal, however long the database was away before.
 */
public final class LoginGrace {
    private static final Duration USUAL = Duration.ofSeconds(10);

    private final Predicate<Exception> refused;
    private final Duration grace;
    private final LongSupplier nanoTime;
    private OptionalLong firstRefusal = OptionalLong.empty();

    /** @param refused whether a failure is a refused login */
    public LoginGrace(Predicate<Exception> refused) {
        this(refused, USUAL, System::nanoTime);
    }

    LoginGrace(Predicate<Exception> refused, Duration grace, LongSupplier nanoTime) {
        this.refused = refused;
        this.grace = grace;
        this.nanoTime = nanoTime;
    }

    /** Whether {@code failure} is no refused login, or one for which there is still time. */
    public boolean lasts(Exception failure) {
        if (!refused.test(failure)) {
            return true;
        }
        long now = nanoTime.getAsLong();
        firstRefusal = OptionalLong.of(firstRefusal.orElse(now));
        return now - firstRefusal.getAsLong() < grace.toNanos();
    }
}
