package io.candlestream.ingest.connection;

import io.candlestream.history.RestException;
import io.candlestream.ingest.channel.Event;
import io.candlestream.runtime.program.Program;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What time it is at the exchange: what its clock said by REST, moved on by the time that has passed since, and by the
 * updates' event times as long as they go on in small steps. A jump is believed only when the exchange's clock says the
 * same. Until it was asked for the first time our own clock stands in; later it decides only where the two disagree. Safe for use by many
 * threads.
 */
public final class ExchangeTime {
    private static final Logger log = LoggerFactory.getLogger(ExchangeTime.class);

    /** How far an update may be ahead of its interval, and the event times of two that follow one another apart. */
    static final Duration GRACE = Duration.ofSeconds(10);
    /** How long a connection is held up by a question. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** How long a doubt that the exchange has not cleared up holds for others. */
    private static final Duration REPEAT = Duration.ofSeconds(1);
    /** A simulated market may go on by so much between an answer of REST and its arrival, a real one never. */
    private static final Duration LATE_ANSWER = Duration.ofHours(1);

    private final Clock exchange;
    private final LongSupplier nanoTime;
    private final Executor asking = Executors.newSingleThreadExecutor(Program.daemons("exchange-time"));
    private final Reading own;
    private volatile Reading reading;
    private volatile long walked = Long.MIN_VALUE;
    private long doubtedAt;
    private boolean doubted;
    private volatile boolean behind;

    /** @param exchange asks for the exchange's time */
    public ExchangeTime(Clock exchange) {
        this(exchange, System.currentTimeMillis(), System::nanoTime);
    }

    ExchangeTime(Clock exchange, long ours, LongSupplier nanoTime) {
        this.exchange = exchange;
        this.nanoTime = nanoTime;
        this.own = new Reading(ours, nanoTime.getAsLong());
        this.reading = own;
    }

    /** The exchange's time as far as it is known, epoch milliseconds; asks nobody. */
    public long now() {
        return Math.max(walked, reading.movedOnTo(nanoTime.getAsLong()));
    }

    /**
     * Asks the exchange for its time, epoch milliseconds.
     *
     * @throws RestException when nobody answers, or not with a time
     */
    public long ask() throws RestException, InterruptedException {
        long time = exchange.serverTime();
        boolean refuted = isRefuted(time);
        if (refuted && !behind) {
            log.warn(
                    "the exchange's clock says {}, but its updates and this machine's clock are more than {} min ahead"
                            + " of that: it is not believed",
                    Instant.ofEpochMilli(time),
                    LATE_ANSWER.toMinutes());
        }
        behind = refuted;
        if (refuted) {
            return time;
        }
        reading = new Reading(time, nanoTime.getAsLong());
        if (walked - LATE_ANSWER.toMillis() > time) {
            walked = time;
        }
        return time;
    }

    /** Whether the updates and our own clock agree that it is much later. In a simulated market they do not. */
    private boolean isRefuted(long time) {
        long ours = own.movedOnTo(nanoTime.getAsLong());
        long least = time + LATE_ANSWER.toMillis();
        return walked > least && ours > least && Math.abs(ours - walked) < LATE_ANSWER.toMillis();
    }

    /**
     * Whether {@code event} opens and was made no later than its {@link Event#lead} and {@link #GRACE} after the exchange's time. In
     * doubt the exchange is asked, which takes no longer than {@link #PATIENCE}.
     */
    boolean believes(Event event) {
        if (!believes(Math.max(event.time(), event.eventTime()) - event.lead())) {
            return false;
        }
        if (event.eventTime() > walked && event.eventTime() - GRACE.toMillis() <= now()) {
            walked = event.eventTime();
        }
        return true;
    }

    /** Whether something can have been made at {@code told}, epoch milliseconds, as with an event. */
    public boolean believes(long told) {
        long least = told - GRACE.toMillis();
        return least <= now() || asked(least);
    }

    private synchronized boolean asked(long least) {
        if (!doubted || nanoTime.getAsLong() - doubtedAt > REPEAT.toNanos()) {
            clear();
            doubted = now() < least;
            doubtedAt = nanoTime.getAsLong();
        }
        return now() >= least;
    }

    /** An answer that comes too late counts from then on. */
    private void clear() {
        CompletableFuture<Long> answer = CompletableFuture.supplyAsync(this::answer, asking);
        try {
            answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.debug("What the exchange's clock says is not known now", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long answer() {
        try {
            return ask();
        } catch (RestException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    /** Tells the exchange's time. */
    @FunctionalInterface
    public interface Clock {
        /** Epoch milliseconds. */
        long serverTime() throws RestException, InterruptedException;
    }

    private record Reading(long time, long nanos) {
        long movedOnTo(long now) {
            return time + TimeUnit.NANOSECONDS.toMillis(now - nanos);
        }
    }
}
