package io.candlestream.producer.kline;

import io.candlestream.history.Candle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The ids of one symbol's trades through its closed candles. They have no holes, so a candle with first id f, last id L and
 * n trades has L - f + 1 = n, and the next one with trades begins at L + 1.
 */
final class TradeChain {
    /** Places where the chain broke, a candle after the gap and one behind it: more gaps than that wait for nobody. */
    private static final int MOST_PLACES = 1000;

    /** Where the candle has to begin that goes on with the chain. */
    private long end = Long.MIN_VALUE;

    private OptionalLong lastId = OptionalLong.empty();
    private long tradedAt;
    private long tradedFirst;
    private long seenOpen = Long.MIN_VALUE;
    /** The first trade of what opens where the chain broke, by open time. */
    private final NavigableMap<Long, Long> firstIds = new TreeMap<>();

    /** Notes the first trade of a candle that does not go on with the chain: what is missing before it ends there. */
    void see(Kline kline) {
        if (kline.openTime() > end && kline.openTime() != seenOpen && kline.trades() > 0) {
            seenOpen = kline.openTime();
            remember(seenOpen, kline.firstTradeId());
        }
    }

    /** Takes over what an earlier run knew: the first trade of what opens at these times, epoch milliseconds. */
    void remember(Map<Long, Long> ids) {
        ids.forEach(this::remember);
    }

    private void remember(long open, long id) {
        firstIds.put(open, id);
        if (firstIds.size() > MOST_PLACES) {
            firstIds.pollFirstEntry();
        }
    }

    /** The first trade from {@code open} on, epoch milliseconds; known where the chain ends and where it broke. */
    OptionalLong firstId(long open) {
        if (open == end && lastId.isPresent()) {
            return OptionalLong.of(lastId.getAsLong() + 1);
        }
        Long known = firstIds.get(open);
        return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    }

    /** The shortest stretch around the candles from {@code from} to before {@code to} whose trades are known, if any were made in it. */
    Optional<Span> around(long from, long to) {
        Map.Entry<Long, Long> first = firstIds.floorEntry(from);
        Map.Entry<Long, Long> next = firstIds.ceilingEntry(to);
        return first == null || next == null || next.getValue() <= first.getValue()
                ? Optional.empty()
                : Optional.of(new Span(first.getKey(), next.getKey(), next.getValue() - first.getValue()));
    }

    /**
     * Candles of which it is known how many trades they have together, from the open time of one to before that of another.
     */
    record Span(long from, long to, long trades) {}

    /**
     * The candles of a stretch with the ids of their trades; as they are, where the chain does not tell them.
     *
     * @param candles those that the exchange has, from the open time {@code from} to before {@code to}
     * @param first the first trade from {@code from} on, {@code next} the first one from {@code to} on. One of them is enough
     *     where no candle is missing; where both are known, they have to agree with the number of trades between
     */
    static List<Candle> numbered(List<Candle> candles, long from, long to, OptionalLong first, OptionalLong next) {
        long trades = candles.stream().mapToLong(Candle::trades).sum();
        long id = first.orElse(next.orElse(0) - trades);
        boolean both = first.isPresent() && next.isPresent();
        boolean one = first.isPresent() != next.isPresent() && id >= 0 && isWhole(candles, from, to);
        if (both ? first.getAsLong() + trades != next.getAsLong() : !one) {
            return candles;
        }
        List<Candle> numbered = new ArrayList<>(candles.size());
        for (Candle candle : candles) {
            numbered.add(candle.numberedFrom(id));
            id += candle.trades();
        }
        return numbered;
    }

    /**
     * Whether candles, none of which is missing, have fewer trades together than were made by the ids on both sides of them: the answer is
     * older than the last trade, or of another market.
     */
    static boolean lacksTrades(List<Candle> candles, long from, long to, OptionalLong first, OptionalLong next) {
        return first.isPresent()
                && next.isPresent()
                && isWhole(candles, from, to)
                && candles.stream().mapToLong(Candle::trades).sum() < next.getAsLong() - first.getAsLong();
    }

    private static boolean isWhole(List<Candle> candles, long from, long to) {
        long end = from;
        for (Candle candle : candles) {
            if (candle.openTime() != end) {
                return false;
            }
            end = candle.interval().endOf(end);
        }
        return end == to;
    }

    /**
     * Adds a closed candle.
     *
     * @param candleEnd where the next candle begins
     * @return where the stretch begins in which trades are missing, which ends with this candle; empty when none are
     */
    OptionalLong link(Kline kline, long candleEnd) {
        if (kline.openTime() < end) {
            return OptionalLong.empty(); // Once more, or late.
        }
        if (kline.openTime() > end) {
            lastId.ifPresent(id -> remember(end, id + 1));
            lastId = OptionalLong.empty();
        }
        end = candleEnd;
        return kline.trades() > 0 ? linkTrades(kline) : OptionalLong.empty();
    }

    private OptionalLong linkTrades(Kline kline) {
        boolean follows = lastId.isEmpty() || kline.firstTradeId() == lastId.getAsLong() + 1;
        boolean whole = kline.lastTradeId() - kline.firstTradeId() + 1 == kline.trades();
        OptionalLong broken =
                !follows ? OptionalLong.of(tradedAt) : whole ? OptionalLong.empty() : OptionalLong.of(kline.openTime());
        if (broken.isPresent()) {
            remember(broken.getAsLong(), follows ? kline.firstTradeId() : tradedFirst);
        }
        lastId = OptionalLong.of(kline.lastTradeId());
        tradedAt = kline.openTime();
        tradedFirst = kline.firstTradeId();
        return broken;
    }
}
