package io.candlestream.consumer.sink.cassandra;

import io.candlestream.runtime.errors.CassandraErrors;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * For a while a refused login is tried again: a new Cassandra makes its first user some seconds after it has opened its
 * port, and its operator the others. Counted from the first refusal, however long Cassandra was away before.
 */
final class LoginGrace {
    private final Duration grace;
    private final LongSupplier nanoTime;
    private OptionalLong firstRefusal = OptionalLong.empty();

    LoginGrace(Duration grace, LongSupplier nanoTime) {
        this.grace = grace;
        this.nanoTime = nanoTime;
    }

    /** Whether {@code failure} is no refused login, or one for which there is still time. */
    boolean lasts(Exception failure) {
        if (!CassandraErrors.isLoginRefused(failure)) {
            return true;
        }
        long now = nanoTime.getAsLong();
        firstRefusal = OptionalLong.of(firstRefusal.orElse(now));
        return now - firstRefusal.getAsLong() < grace.toNanos();
    }
}
