package io.candlestream.consumer.sink.cassandra;

import io.candlestream.consumer.access.Patience;
import java.time.Duration;
import java.util.Optional;

/**
 * Hopes on for a while when Cassandra refuses the login: a new one makes its first user some seconds after it has opened
 * its port, and its operator the others. Counted from the first refusal, however long Cassandra was away before.
 */
final class LoginGrace implements Patience.Hope {
    private final Duration grace;
    private Optional<Duration> firstRefusal = Optional.empty();

    LoginGrace(Duration grace) {
        this.grace = grace;
    }

    @Override
    public boolean remains(Exception failure, Duration waited) {
        if (!Failures.login(failure)) {
            return true;
        }
        Duration first = firstRefusal.orElse(waited);
        firstRefusal = Optional.of(first);
        return waited.minus(first).compareTo(grace) < 0;
    }
}
