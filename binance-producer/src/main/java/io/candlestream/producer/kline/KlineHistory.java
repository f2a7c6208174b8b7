package io.candlestream.producer.kline;

import io.candlestream.history.Candle;
import io.candlestream.history.RestException;
import io.candlestream.history.RestKlines;
import io.candlestream.ingest.channel.EventHistory;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.schema.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The candles that REST tells, with the ids of their trades where the chain of the live ones tells them. */
final class KlineHistory implements EventHistory<Kline> {
    private static final Logger log = LoggerFactory.getLogger(KlineHistory.class);

    /** A part of a gap. */
    private static final long MOST_CANDLES = 10_000;

    private static final int ENOUGH = 3;

    private final RestKlines rest;
    private final Interval interval;
    private final Function<String, KlineContinuity> continuities;
    /** By symbol and open time: how many answers about the candles from there on had too few trades. */
    private final Map<String, Integer> doubts = new ConcurrentHashMap<>();

    /** @param continuities those of the symbols, which know of their trades */
    KlineHistory(RestKlines rest, Interval interval, Function<String, KlineContinuity> continuities) {
        this.rest = rest;
        this.interval = interval;
        this.continuities = continuities;
    }

    @Override
    public long start(long time) {
        return interval.openOf(time);
    }

    @Override
    public long end(long time) {
        return interval.endOf(time);
    }

    @Override
    public int places(long from, long to) {
        return (int) interval.slots(from, to);
    }

    @Override
    public long passed(long wanted) throws RestException, InterruptedException {
        return rest.passed(wanted);
    }

    @Override
    public Part<Kline> read(Gap gap, long from) throws RestException, InterruptedException {
        long to = Math.min(gap.to(), from + MOST_CANDLES * (interval.endOf(from) - from));
        List<Candle> told = rest.closed(gap.symbol(), from, to - 1);
        OptionalLong first = firstTrade(gap, from);
        OptionalLong next = firstTrade(gap, to);
        List<Candle> possible = onGrid(told).filter(KlineHistory::isPossible).toList();
        boolean lacksTrades = TradeChain.lacksTrades(possible, from, to, first, next);
        List<Candle> candles = isDoubted(gap.symbol(), from, lacksTrades) ? List.of() : possible;
        List<Kline> klines = TradeChain.numbered(candles, from, to, first, next).stream()
                .map(candle -> new Kline(candle, true, EventSource.REST))
                .toList();
        return new Part<>(klines, ranges(candles, from, to), told.size() - candles.size());
    }

    /**
     * Those that are candles of this interval. One that opens off the grid is none, as on the socket, and says of the one in whose place it
     * opens that it may be of a shorter interval too.
     */
    private Stream<Candle> onGrid(List<Candle> told) {
        Set<Long> shared = told.stream()
                .map(Candle::openTime)
                .filter(open -> !interval.opensAt(open))
                .map(interval::openOf)
                .collect(Collectors.toSet());
        if (!shared.isEmpty()) {
            log.warn(
                    "REST tells candles of {} that open off the grid of {}; those of {} places are asked for again",
                    told.get(0).symbol(),
                    interval.code(),
                    shared.size());
        }
        return told.stream()
                .filter(candle -> interval.opensAt(candle.openTime()) && !shared.contains(candle.openTime()));
    }

    /** Of answers with too few trades the third is believed: the ids need not be right. */
    private boolean isDoubted(String symbol, long from, boolean lacksTrades) {
        String place = symbol + ' ' + from;
        int answers = lacksTrades ? doubts.merge(place, 1, Integer::sum) : ENOUGH;
        if (answers < ENOUGH) {
            log.warn(
                    "REST tells of fewer trades of {} from {} on than their ids; they are asked for again",
                    symbol,
                    Instant.ofEpochMilli(from));
            return true;
        }
        doubts.remove(place);
        return false;
    }

    private OptionalLong firstTrade(Gap gap, long open) {
        return continuities.apply(gap.symbol()).firstTradeId(open);
    }

    private List<Range> ranges(List<Candle> candles, long from, long to) {
        Set<Long> found = candles.stream().map(Candle::openTime).collect(Collectors.toSet());
        List<Range> ranges = new ArrayList<>();
        for (long open = from; open < to; open = interval.endOf(open)) {
            ranges.add(new Range(open, interval.endOf(open), found.contains(open), 1));
        }
        return ranges;
    }

    /** The consumer would make a dead letter of one that cannot be, and the gap would count as healed. */
    private static boolean isPossible(Candle candle) {
        boolean possible = ClosedCandle.isPossible(candle);
        if (!possible) {
            log.warn(
                    "REST tells a candle of {} that cannot be, at {}; it is asked for again",
                    candle.symbol(),
                    Instant.ofEpochMilli(candle.openTime()));
        }
        return possible;
    }

    /** Whether the ids of the socket's trades tell of more trades around {@code gap} than the candles have that REST tells. */
    @Override
    public boolean isContradicted(Gap gap) throws RestException, InterruptedException {
        if (gap.cause() == Gap.Cause.TRADE_IDS) {
            return true;
        }
        Optional<TradeChain.Span> known = continuities.apply(gap.symbol()).tradesAround(gap.from(), gap.to());
        if (known.isEmpty()) {
            return false;
        }
        long told = rest.closed(gap.symbol(), known.get().from(), known.get().to() - 1).stream()
                .mapToLong(Candle::trades)
                .sum();
        return told < known.get().trades();
    }

    @Override
    public Optional<String> resting() {
        return rest.resting();
    }
}
