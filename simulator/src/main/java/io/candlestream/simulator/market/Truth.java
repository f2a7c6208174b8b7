package io.candlestream.simulator.market;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the exchange has said: the newest update of each candle, whether or not anybody listened. Any thread may ask.
 *
 * <p>Past candles are kept as one text of some 150 characters each: a few million fit in a gigabyte.
 */
public final class Truth {
    private final Interval interval;
    private final Map<String, History> histories = new ConcurrentHashMap<>();
    private final AtomicLong updates = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();

    public Truth(Interval interval) {
        this.interval = interval;
    }

    /** Notes what the exchange says now. */
    public void record(Update update) {
        String symbol = update.candle().symbol();
        History history = histories.get(symbol);
        if (history == null) {
            history = histories.computeIfAbsent(symbol, name -> new History(name, interval));
        }
        if (history.put(update)) {
            closed.incrementAndGet();
        }
        updates.incrementAndGet();
    }

    /** How many updates the exchange has made. */
    public long updates() {
        return updates.get();
    }

    /** How many candles have been closed. */
    public long closed() {
        return closed.get();
    }

    /** The newest update of every candle, by symbol and then by open time; the candles of this moment. */
    public Stream<Update> candles() {
        return histories.keySet().stream().sorted().flatMap(this::candles);
    }

    /** The newest update of each candle of {@code symbol}, oldest first; the candles of this moment. */
    public Stream<Update> candles(String symbol) {
        History history = historyOf(symbol);
        return IntStream.range(0, history.size()).mapToObj(history::at);
    }

    /** The newest update of the candle of {@code symbol} that opens at {@code openTime} (epoch milliseconds). */
    public Optional<Update> candle(String symbol, long openTime) {
        return from(symbol, openTime, openTime, 1).stream().findFirst();
    }

    /** The newest update of the youngest candle of {@code symbol}. */
    public Optional<Update> newest(String symbol) {
        return upTo(symbol, Long.MAX_VALUE, 1).stream().findFirst();
    }

    /** The oldest candles, {@code limit} at most, that open between {@code from} and {@code to}, both included. */
    public List<Update> from(String symbol, long from, long to, int limit) {
        return historyOf(symbol).from(from, to, limit);
    }

    /** The youngest candles, {@code limit} at most, that open no later than {@code to}, oldest of them first. */
    public List<Update> upTo(String symbol, long to, int limit) {
        return historyOf(symbol).upTo(to, limit);
    }

    private History historyOf(String symbol) {
        return histories.getOrDefault(symbol, new History(symbol, interval));
    }

    /** The candles of one symbol by open time; all but the youngest are packed. */
    private static final class History {
        private record Packed(long openTime, long eventTime, String rest) {}

        private static final Comparator<Packed> BY_TIME = Comparator.comparingLong(Packed::openTime);

        private final String symbol;
        private final Interval interval;
        private final List<Packed> past = new ArrayList<>();
        private Optional<Update> youngest = Optional.empty();

        History(String symbol, Interval interval) {
            this.symbol = symbol;
            this.interval = interval;
        }

        /** Whether {@code update} closed a candle that was not closed before. An older message changes nothing. */
        synchronized boolean put(Update update) {
            long openTime = update.candle().openTime();
            int at = indexOf(openTime);
            boolean known = at < size() && at(at).candle().openTime() == openTime;
            if (known && at(at).eventTime() > update.eventTime()) {
                return false;
            }
            boolean closes = update.closed() && !(known && at(at).closed());
            if (at >= past.size() && (known || youngest.isEmpty())) {
                youngest = Optional.of(update);
            } else if (at > past.size()) {
                past.add(pack(youngest.orElseThrow()));
                youngest = Optional.of(update);
            } else if (known) {
                past.set(at, pack(update));
            } else {
                past.add(at, pack(update));
            }
            return closes;
        }

        synchronized int size() {
            return past.size() + (youngest.isPresent() ? 1 : 0);
        }

        synchronized Update at(int index) {
            return index < past.size() ? unpack(past.get(index)) : youngest.orElseThrow();
        }

        synchronized List<Update> from(long from, long to, int limit) {
            return IntStream.range(indexOf(from), size())
                    .limit(limit)
                    .mapToObj(this::at)
                    .takeWhile(update -> update.candle().openTime() <= to)
                    .toList();
        }

        synchronized List<Update> upTo(long to, int limit) {
            int end = to == Long.MAX_VALUE ? size() : indexOf(to + 1);
            return IntStream.range(Math.max(0, end - limit), end)
                    .mapToObj(this::at)
                    .toList();
        }

        /** The place of the first candle that opens at {@code openTime} or later. */
        private int indexOf(long openTime) {
            long newest = youngest.map(update -> update.candle().openTime()).orElse(openTime);
            if (newest <= openTime) {
                return newest == openTime ? past.size() : size();
            }
            int at = Collections.binarySearch(past, new Packed(openTime, 0, ""), BY_TIME);
            return at < 0 ? -at - 1 : at;
        }

        private static Packed pack(Update update) {
            Candle candle = update.candle();
            String rest = CandleLine.of(candle) + CandleLine.SEPARATOR + (update.closed() ? "x" : "");
            return new Packed(candle.openTime(), update.eventTime(), rest);
        }

        private Update unpack(Packed packed) {
            String[] rest = packed.rest().split(CandleLine.SEPARATOR, -1);
            Candle candle = CandleLine.parse(symbol, interval, packed.openTime(), rest, 0);
            return new Update(candle, packed.eventTime(), !rest[CandleLine.VALUES].isEmpty());
        }
    }
}
