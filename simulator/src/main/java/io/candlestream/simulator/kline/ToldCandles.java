package io.candlestream.simulator.kline;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.Update;
import io.candlestream.simulator.stored.StoredMarket;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What has been told of the candles of one symbol. The market's thread notes it; REST's threads ask, and read what lies before from the
 * store. Times are epoch milliseconds.
 */
final class ToldCandles {
    private static final long DAY = Duration.ofDays(1).toMillis();
    /** No candles are older than so many of its days; a search for the newest ones ends there. */
    private static final long OLDEST = 20 * 365 * DAY;

    private final StoredMarket market;
    private final String symbol;
    /** The longer candles that go on behind the newest closed one, of those intervals that somebody has listened to. */
    private final Map<Interval, Optional<CandleSum>> sums = new EnumMap<>(Interval.class);

    private volatile Moment moment;
    private volatile Optional<Candle> before = Optional.empty();

    ToldCandles(StoredMarket market, String symbol) {
        this.market = market;
        this.symbol = symbol;
        this.moment = new Moment(market.past(), Optional.empty(), Optional.empty());
    }

    /**
     * How far it has been told.
     *
     * @param time what happened until then has been told, later things have not
     * @param newest the candle that was said last since the begin
     * @param open the same, if it is still in the making
     */
    private record Moment(long time, Optional<Candle> newest, Optional<Candle> open) {
        boolean knows(Candle candle) {
            return StoredMarket.toldAt(candle) <= time;
        }
    }

    void record(Update update) {
        Optional<Candle> candle = Optional.of(update.candle());
        moment = new Moment(update.eventTime(), candle, candle.filter(one -> !update.closed()));
    }

    /**
     * Gives {@code told} the candle of a longer interval as {@code update}, which was noted, leaves it; before it the one whose end lies
     * in a hole. The market's thread alone calls it.
     */
    void longer(Interval interval, Update update, Consumer<Update> told) {
        Candle candle = update.candle();
        long time = update.eventTime();
        Optional<CandleSum> before = sums.computeIfAbsent(interval, key -> stored(interval, candle));
        before.filter(sum -> !sum.holds(candle)).ifPresent(sum -> told.accept(new Update(sum.candle(), time, true)));
        Optional<CandleSum> sum = before.filter(held -> held.holds(candle));
        if (!update.closed()) {
            Candle open = sum.map(held -> held.with(candle)).orElseGet(() -> new CandleSum(interval, candle).candle());
            sums.put(interval, sum);
            told.accept(Update.open(open, time));
            return;
        }
        sum.ifPresent(held -> held.add(candle));
        CandleSum next = sum.orElseGet(() -> new CandleSum(interval, candle));
        boolean ends = market.interval().endOf(candle.openTime()) == interval.endOf(interval.openOf(candle.openTime()));
        sums.put(interval, ends ? Optional.empty() : Optional.of(next));
        told.accept(new Update(next.candle(), time, ends));
    }

    /** Whether {@link #longer} has to hear of each candle. */
    boolean sums(Interval interval) {
        return sums.containsKey(interval);
    }

    /** What makes the longer candle that {@code candle} is in, before it. */
    private Optional<CandleSum> stored(Interval interval, Candle candle) {
        long from = interval.openOf(candle.openTime());
        return CandleSum.of(
                interval, market.candles(symbol, from, candle.openTime() - 1).iterator());
    }

    /** What REST answers of {@code interval} at this moment. */
    List<Update> klines(Interval interval, KlineRange range) {
        Moment now = moment;
        long end = Math.min(range.end(), now.time());
        List<Candle> candles = range.start().isPresent()
                ? between(now, interval, range.start().getAsLong(), end)
                        .limit(range.limit())
                        .toList()
                : newest(now, interval, end, range.limit());
        return candles.stream()
                .map(candle -> new Update(candle, now.time(), now.knows(candle)))
                .toList();
    }

    /** The candles of {@code interval} that open from {@code start} to {@code end}, as far as they have been told. */
    private Stream<Candle> between(Moment now, Interval interval, long start, long end) {
        boolean stored = interval == market.interval();
        long from = stored || interval.opensAt(start) ? start : interval.endOf(interval.openOf(start));
        long to = stored ? end : interval.endOf(interval.openOf(end)) - 1;
        if (from > end) {
            return Stream.empty();
        }
        Stream<Candle> closed =
                market.candles(symbol, from, Math.min(to, now.time())).filter(now::knows);
        Stream<Candle> open =
                now.open().stream().filter(candle -> candle.openTime() >= from && candle.openTime() <= to);
        Stream<Candle> all = Stream.concat(closed, open);
        return stored ? all : CandleSum.all(interval, all.iterator());
    }

    /** The newest ones, {@code limit} at most, that open no later than {@code end}, oldest of them first: a hole is looked behind. */
    private List<Candle> newest(Moment now, Interval interval, long end, int limit) {
        long span = Math.max(DAY, limit * interval.longest().toMillis());
        while (true) {
            long from = interval.openOf(Math.max(0, end - span));
            List<Candle> found = between(now, interval, from, end).toList();
            if (found.size() >= limit || span > OLDEST) {
                return found.subList(Math.max(0, found.size() - limit), found.size());
            }
            span *= 4;
        }
    }

    /** The newest price, as REST tells it; empty where nothing has been told. */
    Optional<String> price() {
        Moment now = moment;
        return now.newest()
                .or(this::lastBefore)
                .map(candle -> "{\"symbol\":\"" + symbol + "\",\"price\":\"" + candle.close() + "\"}");
    }

    /** The one before the begin, which is looked for once. */
    private Optional<Candle> lastBefore() {
        Optional<Candle> known = before;
        if (known.isEmpty()) {
            Moment begin = new Moment(market.past(), Optional.empty(), Optional.empty());
            known = newest(begin, market.interval(), begin.time(), 1).stream().findFirst();
            before = known;
        }
        return known;
    }

    /** What happened in the last 24 hours, as REST tells it; empty where nothing has been told of them. */
    Optional<String> day(TimeUnit unit) {
        Moment now = moment;
        long from = now.time() - DAY;
        Stream<Candle> candles = between(now, market.interval(), from, now.time());
        return CandleSum.of(Interval.DAY_1, candles.iterator())
                .map(sum -> DayTicker.text(sum.candle(), from, now.time(), unit));
    }
}
