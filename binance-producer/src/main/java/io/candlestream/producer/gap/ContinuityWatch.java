package io.candlestream.producer.gap;

import io.candlestream.producer.exchange.KlineSink;
import io.candlestream.producer.frame.Kline;
import io.candlestream.producer.gap.socket.EventClock;
import io.candlestream.producer.gap.socket.TradeChain;
import io.candlestream.producer.gap.socket.TradeJumps;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The {@link Continuity} of every symbol, told by the connections' threads and asked by that of {@link Healing}. */
final class ContinuityWatch {
    private final Map<String, Continuity> bySymbol;
    private final EventClock clock = new EventClock();
    private final TradeJumps jumps = new TradeJumps();

    ContinuityWatch(Collection<String> symbols, Interval interval) {
        this.bySymbol = symbols.stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), symbol -> new Continuity(symbol, interval)));
    }

    /** Goes on with {@code symbol}, as {@link Continuity#resume} says. */
    void resume(String symbol, long first, NavigableSet<Long> closed, long bound) {
        Continuity continuity = bySymbol.get(symbol);
        synchronized (continuity) {
            continuity.resume(first, closed, bound, System.nanoTime());
        }
    }

    /** Candles that are not missing any more, as {@link Continuity#settle} says. */
    void settle(String symbol, long from, long to) {
        Continuity continuity = bySymbol.get(symbol);
        synchronized (continuity) {
            continuity.settle(from, to);
        }
    }

    /** What an earlier run knew of the trades of {@code symbol}, as {@link TradeChain#remember} says. */
    void remember(String symbol, Map<Long, Long> firstTradeIds) {
        Continuity continuity = bySymbol.get(symbol);
        synchronized (continuity) {
            continuity.remember(firstTradeIds);
        }
    }

    /** The first trade of {@code symbol} from {@code open} on, as {@link TradeChain#firstId} says. */
    OptionalLong firstTradeId(String symbol, long open) {
        Continuity continuity = bySymbol.get(symbol);
        synchronized (continuity) {
            return continuity.firstTradeId(open);
        }
    }

    void take(Kline kline) {
        Continuity continuity = bySymbol.get(kline.symbol());
        long nanos = System.nanoTime();
        clock.take(kline.eventTime(), nanos);
        jumps.take(kline);
        synchronized (continuity) {
            continuity.take(kline, nanos);
        }
    }

    /** Where trades were not heard. */
    TradeJumps jumps() {
        return jumps;
    }

    /** The exchange's time at most, epoch milliseconds, by the newest update. */
    long latest() {
        return clock.getAsLong();
    }

    void interrupt(Collection<String> symbols) {
        symbols.stream().map(bySymbol::get).forEach(continuity -> {
            synchronized (continuity) {
                continuity.interrupt();
            }
        });
    }

    /** @param now the exchange's time, epoch milliseconds */
    void expect(long now) {
        long nanos = System.nanoTime();
        bySymbol.values().forEach(continuity -> {
            synchronized (continuity) {
                continuity.expect(now, nanos);
            }
        });
    }

    /** What has been missing since before {@code nanos}. */
    List<Gap> overdue(long nanos) {
        List<Gap> gaps = new ArrayList<>();
        bySymbol.values().forEach(continuity -> {
            synchronized (continuity) {
                gaps.addAll(continuity.overdue(nanos, System.currentTimeMillis()));
            }
        });
        return gaps;
    }

    /** The way of one connection's klines past a watch; knows for how long the way behind it has been blocked. */
    static final class Sink implements KlineSink {
        private final ContinuityWatch watch;
        private final Set<String> symbols;
        private final KlineSink next;
        private volatile boolean handingOn;
        private volatile long since;

        Sink(ContinuityWatch watch, Set<String> symbols, KlineSink next) {
            this.watch = watch;
            this.symbols = symbols;
            this.next = next;
        }

        @Override
        public void take(Kline kline) {
            watch.take(kline);
            since = System.nanoTime();
            handingOn = true;
            next.take(kline);
            handingOn = false;
        }

        @Override
        public void interrupted() {
            watch.interrupt(symbols);
            next.interrupted();
        }

        boolean heldUpFor(Duration time) {
            return handingOn && System.nanoTime() - since > time.toNanos();
        }
    }
}
