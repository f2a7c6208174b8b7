package io.candlestream.ingest.repair;

import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.channel.Continuity;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventHistory;
import io.candlestream.ingest.channel.EventSink;
import io.candlestream.ingest.channel.Gap;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The {@link Continuity} of every symbol, fed by the connections' threads and asked by that of {@link GapRepair}. */
final class ContinuityWatch<E extends Event> {
    private final Map<String, Continuity<E>> bySymbol;
    private final EventClock clock = new EventClock();

    /** @param channel knows a continuity of each of {@code symbols} */
    ContinuityWatch(Collection<String> symbols, Channel<E> channel) {
        this.bySymbol = symbols.stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), symbol -> channel.continuity(symbol)
                        .orElseThrow()));
    }

    /** Events that are not missing any more, as {@link Continuity#settle} says. */
    void settle(String symbol, long from, long to) {
        bySymbol.get(symbol).settle(from, to);
    }

    void take(E event) {
        long nanos = System.nanoTime();
        clock.take(event.eventTime(), nanos);
        bySymbol.get(event.symbol()).take(event, nanos);
    }

    /** The exchange's time at most, epoch milliseconds, by the newest event. */
    long latest() {
        return clock.getAsLong();
    }

    void interrupt(Collection<String> symbols) {
        symbols.forEach(symbol -> bySymbol.get(symbol).interrupt());
    }

    /** @param now the exchange's time, epoch milliseconds */
    void expect(long now) {
        long nanos = System.nanoTime();
        bySymbol.values().forEach(continuity -> continuity.expect(now, nanos));
    }

    /** As {@link Continuity#isInDoubt}. */
    boolean isInDoubt(String symbol) {
        return bySymbol.get(symbol).isInDoubt();
    }

    /** As {@link Continuity#expect(EventHistory.Newest, long)}. */
    void expect(String symbol, EventHistory.Newest newest) {
        bySymbol.get(symbol).expect(newest, System.nanoTime());
    }

    /** What has been missing since before {@code nanos}. */
    List<Gap> overdue(long nanos) {
        return bySymbol.values().stream()
                .flatMap(continuity -> continuity.overdue(nanos, System.currentTimeMillis()).stream())
                .toList();
    }

    /** The way of one connection's events past a watch; knows for how long the way behind it has been blocked. */
    static final class Sink<E extends Event> implements EventSink<E> {
        private final ContinuityWatch<E> watch;
        private final SilentSymbols<E> silent;
        private final Set<String> symbols;
        private final EventSink<E> next;
        private volatile boolean handingOn;
        private volatile long since;

        Sink(ContinuityWatch<E> watch, SilentSymbols<E> silent, Set<String> symbols, EventSink<E> next) {
            this.watch = watch;
            this.silent = silent;
            this.symbols = symbols;
            this.next = next;
        }

        @Override
        public void take(E event) {
            watch.take(event);
            since = System.nanoTime();
            handingOn = true;
            next.take(event);
            handingOn = false;
        }

        @Override
        public void interrupted() {
            watch.interrupt(symbols);
            silent.interrupted(symbols);
            next.interrupted();
        }

        @Override
        public void resumed() {
            silent.resumed(symbols);
            next.resumed();
        }

        boolean heldUpFor(Duration time) {
            return handingOn && System.nanoTime() - since > time.toNanos();
        }
    }
}
