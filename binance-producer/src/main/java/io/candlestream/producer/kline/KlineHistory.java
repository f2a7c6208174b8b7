package io.candlestream.producer.kline;

import io.candlestream.history.Candle;
import io.candlestream.history.RestException;
import io.candlestream.history.RestKlines;
import io.candlestream.ingest.channel.EventHistory;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.schema.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The candles that REST tells, with the ids of their trades where the chain of the live ones tells them. */
final class KlineHistory implements EventHistory<Kline> {
    private static final Logger log = LoggerFactory.getLogger(KlineHistory.class);

    /** A part of a gap. */
    private static final long MOST_CANDLES = 10_000;

    private final RestKlines rest;
    private final Interval interval;
    private final KnownTrades trades;
    private final TradeJumps jumps;

    KlineHistory(RestKlines rest, Interval interval, KnownTrades trades, TradeJumps jumps) {
        this.rest = rest;
        this.interval = interval;
        this.trades = trades;
        this.jumps = jumps;
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
        int places = 0;
        for (long open = from; open < to; open = interval.endOf(open)) {
            places++;
        }
        return places;
    }

    @Override
    public long passed(long wanted) throws RestException, InterruptedException {
        return rest.passed(wanted);
    }

    @Override
    public Part<Kline> read(Gap gap, long from) throws RestException, InterruptedException {
        long to = Math.min(gap.to(), from + MOST_CANDLES * (interval.endOf(from) - from));
        List<Candle> told = rest.closed(gap.symbol(), from, to - 1);
        List<Candle> candles = told.stream().filter(KlineHistory::isPossible).toList();
        List<Kline> klines = TradeChain.numbered(candles, from, to, firstTrade(gap, from), firstTrade(gap, to)).stream()
                .map(candle -> Kline.ofHistory(candle, Kline.Source.REST))
                .toList();
        return new Part<>(klines, ranges(candles, from, to), told.size() - candles.size());
    }

    private OptionalLong firstTrade(Gap gap, long open) {
        return trades.firstTradeId(gap.symbol(), open);
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
        boolean possible = ClosedCandle.isPossible(Kline.ofHistory(candle, Kline.Source.REST));
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
        Optional<TradeJumps.Jump> jump = jumps.over(gap.symbol(), gap.from(), gap.to());
        if (jump.isEmpty()) {
            return false;
        }
        long end = jump.get().to() - 1;
        long told = rest.closed(gap.symbol(), jump.get().from(), end).stream()
                .mapToLong(Candle::trades)
                .sum();
        return told < jump.get().trades();
    }

    @Override
    public Optional<String> resting() {
        return rest.resting();
    }

    /** What is known of the trades on both sides of a gap: as {@link TradeChain#firstId} says. */
    @FunctionalInterface
    interface KnownTrades {
        OptionalLong firstTradeId(String symbol, long open);
    }
}
