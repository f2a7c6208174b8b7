package io.candlestream.producer.trade;

import io.candlestream.history.PastTrade;
import io.candlestream.history.RestException;
import io.candlestream.history.RestTrades;
import io.candlestream.ingest.channel.EventHistory;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The trades that REST tells by their ids. */
final class TradeHistory implements EventHistory<Trade> {
    /** By what part of the bound something may be older: what was cut there once is not cut again because time goes on. */
    private static final int TOLERANCE = 10;

    private final RestTrades rest;
    private final LongSupplier latest;
    /** The stretch of a symbol that the newest answer passed over, which began with a later trade than was asked for. */
    private final Map<String, Range> passedOver = new ConcurrentHashMap<>();

    /** @param latest the exchange's time at most, epoch milliseconds */
    TradeHistory(RestTrades rest, LongSupplier latest) {
        this.rest = rest;
        this.latest = latest;
    }

    /** A page: that it is short says nothing, that it is empty says that there are none yet. */
    @Override
    public Part<Trade> read(Gap gap, long from) throws RestException, InterruptedException {
        int limit = (int) Math.min(RestTrades.PAGE, gap.to() - from);
        List<PastTrade> told = rest.from(gap.symbol(), from, limit);
        if (!told.isEmpty() && told.get(0).id() > from) {
            passedOver.put(gap.symbol(), new Range(from, told.get(0).id(), false, 0));
        }
        Page page = new Page(gap, from);
        for (PastTrade trade : told) {
            page.take(Trade.ofHistory(trade, EventSource.REST));
        }
        return page.part();
    }

    /** How long ago something is counts from the newest trade: what REST says of it needs no clock. */
    @Override
    public Gap placed(Gap gap, Duration bound) throws RestException, InterruptedException {
        if (gap.times().isEmpty()) {
            return byId(gap);
        }
        if (isWithin(gap, latest.getAsLong(), bound)) {
            return gap;
        }
        Optional<RestTrades.Fill> newest = rest.newest(gap.symbol());
        if (newest.isEmpty() || isWithin(gap, newest.get().time(), bound)) {
            return gap;
        }
        long oldest = newest.get().time() - bound.toMillis();
        long from = gap.toTime() <= oldest
                ? gap.to()
                : rest.firstAt(gap.symbol(), oldest)
                        .map(RestTrades.Fill::firstId)
                        .orElse(gap.to());
        return gap.within(new Range(
                Math.max(gap.from(), Math.min(gap.to(), from)),
                gap.to(),
                false,
                0,
                Optional.of(new Times(Math.min(oldest, gap.toTime()), gap.toTime()))));
    }

    private static boolean isWithin(Gap gap, long now, Duration bound) {
        return gap.fromTime() >= now - bound.plus(bound.dividedBy(TOLERANCE)).toMillis();
    }

    /** What is missing between two times, by the ids of the first trades from both on. */
    private Gap byId(Gap gap) throws RestException, InterruptedException {
        Optional<RestTrades.Fill> from = rest.firstAt(gap.symbol(), gap.from());
        long first = from.map(RestTrades.Fill::firstId).orElse(0L);
        long to = from.isEmpty() ? 0 : end(gap.symbol(), gap.to());
        return new Gap(
                gap.symbol(),
                first,
                Math.max(first, to),
                Optional.of(new Times(gap.from(), gap.to())),
                gap.cause(),
                gap.foundAt());
    }

    /** The id of the first trade from {@code time} on, be it made or not. */
    private long end(String symbol, long time) throws RestException, InterruptedException {
        Optional<RestTrades.Fill> known = rest.firstAt(symbol, time);
        return known.isPresent()
                ? known.get().firstId()
                : rest.newest(symbol).map(fill -> fill.lastId() + 1).orElse(0L);
    }

    /** Ids prove that there are such trades; REST has them no more where it tells a later one instead. */
    @Override
    public boolean isContradicted(Gap gap) {
        Range none = passedOver.getOrDefault(gap.symbol(), new Range(0, 0, false, 0));
        return gap.from() < none.from() || none.to() < gap.to();
    }

    @Override
    public Optional<String> resting() {
        return rest.resting();
    }

    /** The stretches of one answer. */
    private static final class Page {
        private final Gap gap;
        private final List<Trade> trades = new ArrayList<>();
        private final List<Range> ranges = new ArrayList<>();
        private long next;
        private long time;
        private int refused;

        Page(Gap gap, long from) {
            this.gap = gap;
            this.next = from;
            this.time = gap.fromTime();
        }

        void take(Trade trade) {
            if (trade.id() >= gap.to()) {
                return;
            }
            if (!trade.isPossible() || !isOfItsTime(trade)) {
                refused++; // Of another epoch, or none at all: its id stays missing.
                return;
            }
            skipTo(trade.id(), trade.time());
            trades.add(trade);
            add(trade.id() + 1, true, trade.time());
        }

        private boolean isOfItsTime(Trade trade) {
            return trade.time() >= gap.fromTime() - TradeContinuity.SLACK
                    && trade.time() <= gap.toTime() + TradeContinuity.SLACK;
        }

        private void skipTo(long id, long until) {
            if (next < id) {
                add(id, false, until);
            }
        }

        private void add(long to, boolean found, long until) {
            Range range = new Range(
                    next,
                    to,
                    found,
                    (int) Math.min(Integer.MAX_VALUE, to - next),
                    Optional.of(new Times(time, Math.max(time, until) + 1)));
            int last = ranges.size() - 1;
            if (last >= 0 && ranges.get(last).found() == found) {
                ranges.set(last, ranges.get(last).joinedWith(range));
            } else {
                ranges.add(range);
            }
            next = to;
            time = Math.max(time, until);
        }

        /** Where it told no trade of the gap, there is none to be had up to the gap's end. */
        Part<Trade> part() {
            if (trades.isEmpty()) {
                skipTo(gap.to(), gap.toTime() - 1);
            }
            return new Part<>(trades, ranges, refused);
        }
    }
}
