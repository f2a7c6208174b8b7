package io.candlestream.certify;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** A store of what a test has put into it, in memory. */
final class ListedDays implements DayStore {
    static final CertifiedPair CANDLES = CertifiedPair.candles("BTCUSDT", "1h", "bitcoin");
    static final CertifiedPair TRADES = CertifiedPair.events(CertifiedStream.TRADES, "BTCUSDT");

    /** The closes of candles by their open times. */
    final Map<Long, Double> closes = new TreeMap<>();

    /** The times of trades by their ids. */
    final Map<Long, Long> trades = new TreeMap<>();

    final List<StoredGap> gaps = new ArrayList<>();

    /** When revisions of the candles were noted, by their open times. */
    final NavigableMap<Long, Instant> revisions = new TreeMap<>();

    /** Days that it takes for revised and knows no revision of. */
    final SortedSet<LocalDate> touched = new TreeSet<>();

    /** How often it was asked for a span. */
    int spans;

    long firstTradeId = CandleRow.ABSENT;

    static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    /** 24 candles of a day. */
    ListedDays wholeDay(String day) {
        for (int hour = 0; hour < 24; hour++) {
            closes.put(at(day + "T00:00:00Z") + hour * 3_600_000L, 100.0 + hour);
        }
        return this;
    }

    @Override
    public List<CertifiedPair> pairs(Set<CertifiedStream> streams, long from, long to) {
        List<CertifiedPair> pairs = new ArrayList<>();
        if (streams.contains(CertifiedStream.KLINES) && !closes.isEmpty()) {
            pairs.add(CANDLES);
        }
        if (streams.contains(CertifiedStream.TRADES) && !trades.isEmpty()) {
            pairs.add(TRADES);
        }
        return pairs;
    }

    @Override
    public void read(List<CertifiedPair> pairs, long from, long to, Function<CertifiedPair, RowTaker> takers) {
        CandleRow candle = new CandleRow();
        EventRow event = new EventRow();
        if (pairs.contains(CANDLES)) {
            closes.forEach((open, close) -> {
                if (open >= from && open < to) {
                    java.util.Arrays.fill(candle.numbers, close);
                    candle.set(open, open + 3_599_999, 2, firstTradeId, firstTradeId);
                    takers.apply(CANDLES).candle(candle);
                }
            });
        }
        if (pairs.contains(TRADES)) {
            BigDecimal[] numbers = {BigDecimal.ONE, BigDecimal.TEN, BigDecimal.TEN};
            trades.forEach((id, time) -> {
                if (time >= from && time < to) {
                    event.trade(id, time, numbers, true);
                    takers.apply(TRADES).event(event);
                }
            });
        }
    }

    @Override
    public List<StoredGap> gaps(CertifiedPair pair, long from, long to) {
        return gaps;
    }

    @Override
    public SortedSet<LocalDate> revised(Instant since) {
        SortedSet<LocalDate> days = new TreeSet<>(touched);
        revisions.forEach((open, noted) -> {
            if (!noted.isBefore(since)) {
                days.add(LocalDate.ofEpochDay(Math.floorDiv(open, PairDays.DAY)));
            }
        });
        return days;
    }

    @Override
    public boolean isRevised(CertifiedPair pair, long from, long to, Instant since) {
        return pair.equals(CANDLES)
                && revisions.subMap(from, true, to, false).values().stream().anyMatch(noted -> !noted.isBefore(since));
    }

    @Override
    public OptionalLong edge(CertifiedPair pair, long from, long to, Edge edge) {
        var ids = pair.equals(TRADES)
                ? trades.entrySet().stream()
                        .filter(trade -> trade.getValue() >= from && trade.getValue() < to)
                        .mapToLong(Map.Entry::getKey)
                : closes.keySet().stream()
                        .filter(open -> open >= from && open < to)
                        .mapToLong(Long::longValue);
        return edge == Edge.FIRST ? ids.min() : ids.max();
    }

    @Override
    public Optional<Span> span(CertifiedPair pair) {
        spans++;
        List<Long> times = List.copyOf(pair.equals(TRADES) ? trades.values() : closes.keySet());
        return times.isEmpty()
                ? Optional.empty()
                : Optional.of(new Span(Collections.min(times), Collections.max(times)));
    }

    @Override
    public String toString() {
        return "list";
    }
}
