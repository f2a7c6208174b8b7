package io.candlestream.ingest.repair;

import io.candlestream.history.RestException;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventHistory;
import io.candlestream.ingest.channel.RepairSettings;
import io.candlestream.ingest.connection.ExchangeTime;
import io.candlestream.runtime.retry.Backoff;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the venue for the newest event of each symbol that has told none since its connection came back: what it missed is behind all that
 * is known, and the next event, which would show it, may come in hours or never. One answer may be an old one, so there are three, over the
 * time that an empty one takes to be believed.
 */
final class SilentSymbols<E extends Event> {
    private static final Logger log = LoggerFactory.getLogger(SilentSymbols.class);

    /** The least time between two questions: of weight 4 they take a sixth of what healing may use, however many symbols are silent. */
    private static final Duration SPACING = Duration.ofMillis(500);

    private static final int ENOUGH = 3;

    private final ContinuityWatch<E> watch;
    private final ExchangeTime time;
    private final RepairSettings settings;
    private final Map<String, Turn> turns = new HashMap<>();

    SilentSymbols(ContinuityWatch<E> watch, ExchangeTime time, RepairSettings settings) {
        this.watch = watch;
        this.time = time;
        this.settings = settings;
    }

    /** Events of {@code symbols} come from now on. Any thread may call it. */
    synchronized void resumed(Collection<String> symbols) {
        long due = System.nanoTime() + settings.afterClose().toNanos();
        symbols.forEach(symbol -> turns.put(symbol, new Turn(due, 0)));
        notifyAll();
    }

    /** Events of {@code symbols} may be missing from now on: there is nothing to ask for before they come again. Any thread may call it. */
    synchronized void interrupted(Collection<String> symbols) {
        symbols.forEach(turns::remove);
    }

    /** Asks until it is interrupted; rests after a failure that would meet the next question too. */
    void run(EventHistory<E> history) throws InterruptedException {
        Backoff backoff = settings.backoff();
        int failures = 0;
        while (true) {
            Map.Entry<String, Turn> next = take();
            Duration pause = SPACING;
            try {
                ask(history, next.getKey());
                answered(next, 1);
                failures = 0;
            } catch (RestException e) {
                if (e.refusesRequest()) {
                    log.warn("What {} missed last is not known: {}", next.getKey(), e.getMessage());
                    answered(next, ENOUGH);
                } else {
                    log.debug("What {} missed last is not known yet", next.getKey(), e);
                    answered(next, 0);
                    pause = backoff.after(++failures);
                }
            }
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        }
    }

    private void ask(EventHistory<E> history, String symbol) throws RestException, InterruptedException {
        history.newest(symbol)
                .filter(newest -> time.believes(newest.time()))
                .ifPresent(newest -> watch.expect(symbol, newest));
    }

    /** Returns the symbol whose turn it is; waits until there is one. Those that have told an event meanwhile have none. */
    private synchronized Map.Entry<String, Turn> take() throws InterruptedException {
        while (true) {
            turns.keySet().removeIf(symbol -> !watch.isInDoubt(symbol));
            long now = System.nanoTime();
            Optional<Map.Entry<String, Turn>> first = turns.entrySet().stream()
                    .min(Comparator.comparingLong(entry -> entry.getValue().due() - now));
            if (first.isEmpty()) {
                wait();
            } else if (first.get().getValue().due() - now > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, first.get().getValue().due() - now);
            } else {
                return Map.entry(first.get().getKey(), first.get().getValue());
            }
        }
    }

    /** Counts so many answers for a symbol, unless its connection was lost or came back meanwhile. */
    private synchronized void answered(Map.Entry<String, Turn> asked, int answers) {
        Turn turn = asked.getValue();
        long due = System.nanoTime() + settings.confirm().dividedBy(2).toNanos();
        Turn later = new Turn(due, turn.answers() + answers);
        if (later.answers() < ENOUGH) {
            turns.replace(asked.getKey(), turn, later);
        } else {
            turns.remove(asked.getKey(), turn);
        }
    }

    /**
     * When a symbol is asked for next.
     *
     * @param due by the clock of {@link System#nanoTime}
     * @param answers how many there were since its connection came back
     */
    private record Turn(long due, int answers) {}
}
