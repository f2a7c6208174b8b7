package io.candlestream.runtime.http;

import io.candlestream.runtime.program.Program;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The open connections of a server, so that slow clients keep nobody out: how many one address and all together may have,
 * and how long one may take to ask and to fetch its answer. One too many takes the place of the one that has waited longest
 * without a whole request, and is refused where there is none. Safe for use by many threads.
 *
 * @param <C> a connection; distinguished by identity
 */
public final class Connections<C> implements AutoCloseable {
    private static final long LOOK_MILLIS = 500;

    private final Limits limits;
    private final Consumer<C> closer;
    private final LongSupplier nanoTime;
    private final IdentityHashMap<C, Place> places = new IdentityHashMap<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Program.daemons("connections"));

    /** @param closer ends a connection; called without a lock, perhaps several times for one */
    public Connections(Limits limits, Consumer<C> closer) {
        this(limits, closer, System::nanoTime);
        var unused = clock.scheduleWithFixedDelay(
                Program.ending(this::closeOverdue), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    Connections(Limits limits, Consumer<C> closer, LongSupplier nanoTime) {
        this.limits = limits;
        this.closer = closer;
        this.nanoTime = nanoTime;
    }

    /**
     * What is allowed.
     *
     * @param all so many connections at once
     * @param perAddress so many of them from one address (of IPv6: from one network of 64 bits)
     * @param asking how long a request may take to come whole, and how long a connection may stay without one
     * @param answering how long an answer may take to be made and fetched
     */
    public record Limits(int all, int perAddress, Duration asking, Duration answering) {}

    private record Place(Network address, boolean asks, long since, long allowed) {}

    /** Takes a new connection, which now has to ask; false when it is one too many and has to be closed by the caller. */
    public boolean enter(C connection, InetAddress from) {
        Network address = Network.of(from);
        Optional<C> leaves;
        synchronized (this) {
            boolean addressIsFull = count(address) >= limits.perAddress();
            leaves = addressIsFull
                    ? longestAsking(place -> place.address().equals(address))
                    : places.size() >= limits.all() ? longestAsking(this::isOfTheLargest) : Optional.empty();
            boolean full = addressIsFull || places.size() >= limits.all();
            if (full && leaves.isEmpty()) {
                return false;
            }
            leaves.ifPresent(places::remove);
            places.put(
                    connection,
                    new Place(
                            address, true, nanoTime.getAsLong(), limits.asking().toNanos()));
        }
        leaves.ifPresent(closer);
        return true;
    }

    /** Its request has come whole and is answered now. */
    public void asked(C connection) {
        becomes(connection, false, limits.answering().toNanos());
    }

    /** Its answer is a stream that may take for ever. */
    public void stays(C connection) {
        becomes(connection, false, Long.MAX_VALUE);
    }

    /** Its answer is written; it may ask again. */
    public void answered(C connection) {
        becomes(connection, true, limits.asking().toNanos());
    }

    /** It is closed. */
    public synchronized void left(C connection) {
        places.remove(connection);
    }

    private synchronized void becomes(C connection, boolean asks, long allowed) {
        places.computeIfPresent(
                connection, (same, place) -> new Place(place.address(), asks, nanoTime.getAsLong(), allowed));
    }

    void closeOverdue() {
        overdue().forEach(closer);
    }

    private synchronized List<C> overdue() {
        long now = nanoTime.getAsLong();
        return places.entrySet().stream()
                .filter(entry ->
                        now - entry.getValue().since() > entry.getValue().allowed())
                .map(Map.Entry::getKey)
                .toList();
    }

    private Optional<C> longestAsking(Predicate<Place> among) {
        return places.entrySet().stream()
                .filter(entry -> entry.getValue().asks() && among.test(entry.getValue()))
                .min(Comparator.comparingLong(entry -> entry.getValue().since()))
                .map(Map.Entry::getKey);
    }

    /** An address that has as many waiting connections as any. */
    private boolean isOfTheLargest(Place place) {
        long most = places.values().stream()
                .filter(Place::asks)
                .mapToLong(other -> count(other.address()))
                .max()
                .orElse(0);
        return count(place.address()) == most;
    }

    private long count(Network address) {
        return places.values().stream()
                .filter(place -> place.address().equals(address))
                .count();
    }

    /** Looks after nobody any more. */
    @Override
    public void close() {
        clock.shutdownNow();
    }
}
