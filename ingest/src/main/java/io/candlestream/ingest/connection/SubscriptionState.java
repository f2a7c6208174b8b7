package io.candlestream.ingest.connection;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** How far a socket's subscription has come: which requests are unanswered, and for how long it has stood. */
final class SubscriptionState {
    private final Set<String> unanswered = new HashSet<>();
    private Optional<Long> completeAt = Optional.empty();

    /** Another socket, which has not asked yet. */
    void reset() {
        unanswered.clear();
        completeAt = Optional.empty();
    }

    void asked(String id) {
        unanswered.add(id);
    }

    /** Whether this answer completes the subscription. */
    boolean answered(String id) {
        boolean last = unanswered.remove(id) && unanswered.isEmpty();
        if (last) {
            completeAt = Optional.of(System.nanoTime());
        }
        return last;
    }

    boolean waitsFor(String id) {
        return unanswered.contains(id);
    }

    boolean waits() {
        return !unanswered.isEmpty();
    }

    boolean isComplete() {
        return completeAt.isPresent();
    }

    /** Zero while it is not complete. */
    Duration age() {
        return completeAt.map(at -> Duration.ofNanos(System.nanoTime() - at)).orElse(Duration.ZERO);
    }
}
