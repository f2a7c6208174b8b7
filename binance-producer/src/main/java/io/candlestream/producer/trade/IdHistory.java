package io.candlestream.producer.trade;

import io.candlestream.history.Numbered;
import io.candlestream.history.RestById;
import io.candlestream.history.RestException;
import io.candlestream.ingest.channel.EventHistory;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.Gap.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** What REST tells of numbered events by their ids. */
final class IdHistory<P extends Numbered> implements EventHistory<Trade> {
    /** By what part of the bound something may be older: what was cut there once is not cut again because time goes on. */
    private static final int TOLERANCE = 10;

    private final TradeKind<P> kind;
    private final RestById<P> rest;
    private final LongSupplier latest;
    /** The stretch of a symbol that the newest answer passed over, which began later than what was asked for. */
    private final Map<String, Range> passedOver = new ConcurrentHashMap<>();

    /** @param latest the exchange's time at most, epoch milliseconds */
    IdHistory(TradeKind<P> kind, RestById<P> rest, LongSupplier latest) {
        this.kind = kind;
        this.rest = rest;
        this.latest = latest;
    }

    /** A page: that it is short says nothing, that it is empty says that there are none yet. */
    @Override
    public Part<Trade> read(Gap gap, long from) throws RestException, InterruptedException {
        int limit = (int) Math.min(RestById.PAGE, gap.to() - from);
        List<P> told = rest.from(gap.symbol(), from, limit);
        if (!told.isEmpty() && told.get(0).id() > from) {
            passedOver.put(gap.symbol(), new Range(from, told.get(0).id(), false, 0));
        }
        Page page = new Page(gap, from);
        for (P one : told) {
            Trade event = kind.event().event(one, EventSource.REST, one.reportedAt());
            if (one.isVoid()) {
                page.pass(event);
            } else {
                page.take(event);
            }
        }
        return page.part();
    }

    /**
     * How long ago something is counts from the newest one: what REST says of it needs no clock. No bound cuts what was skipped while the
     * connection stood: the next one shows it, however long that takes to come.
     */
    @Override
    public Gap placed(Gap gap, Duration bound) throws RestException, InterruptedException {
        if (gap.times().isEmpty()) {
            return byId(gap);
        }
        if (gap.cause() == Cause.TRADE_IDS || isWithin(gap, latest.getAsLong(), bound)) {
            return gap;
        }
        Optional<RestById.Ids> newest = rest.newest(gap.symbol());
        if (newest.isEmpty() || isWithin(gap, newest.get().time(), bound)) {
            return gap;
        }
        long oldest = newest.get().time() - bound.toMillis();
        long from = gap.toTime() <= oldest
                ? gap.to()
                : rest.firstAt(gap.symbol(), oldest).map(RestById.Ids::first).orElse(gap.to());
        return gap.within(new Range(
                Math.max(gap.from(), Math.min(gap.to(), from)),
                gap.to(),
                false,
                0,
                Optional.of(new Times(Math.min(oldest, gap.toTime()), gap.toTime()))));
    }

    @Override
    public Optional<Newest> newest(String symbol) throws RestException, InterruptedException {
        return rest.newest(symbol).map(ids -> new Newest(ids.last(), ids.time()));
    }

    private static boolean isWithin(Gap gap, long now, Duration bound) {
        return gap.fromTime() >= now - bound.plus(bound.dividedBy(TOLERANCE)).toMillis();
    }

    /** What is missing between two times, by the ids of the first ones from both on. */
    private Gap byId(Gap gap) throws RestException, InterruptedException {
        Optional<RestById.Ids> from = rest.firstAt(gap.symbol(), gap.from());
        long first = from.map(RestById.Ids::first).orElse(0L);
        long to = from.isEmpty() ? 0 : end(gap.symbol(), gap.to());
        return new Gap(
                gap.symbol(),
                first,
                Math.max(first, to),
                Optional.of(new Times(gap.from(), gap.to())),
                gap.cause(),
                gap.foundAt());
    }

    /** The id of the first one from {@code time} on, be it made or not. */
    private long end(String symbol, long time) throws RestException, InterruptedException {
        Optional<RestById.Ids> known = rest.firstAt(symbol, time);
        return known.isPresent()
                ? known.get().first()
                : rest.newest(symbol).map(ids -> ids.last() + 1).orElse(0L);
    }

    /** Ids prove that there are such events; REST has them no more where it tells a later one instead. */
    @Override
    public boolean isContradicted(Gap gap) {
        Range none = passedOver.getOrDefault(gap.symbol(), new Range(0, 0, false, 0));
        return gap.from() < none.from() || none.to() < gap.to();
    }

    @Override
    public Optional<String> resting() {
        return rest.resting();
    }

    private static final class Page {
        private final Gap gap;
        private final List<Trade> events = new ArrayList<>();
        private final List<Range> ranges = new ArrayList<>();
        private long next;
        private long time;
        private int refused;

        Page(Gap gap, long from) {
            this.gap = gap;
            this.next = from;
            this.time = gap.fromTime();
        }

        void take(Trade event) {
            if (event.id() >= gap.to()) {
                return;
            }
            if (!event.isPossible() || !isOfItsTime(event)) {
                refused++; // Of another epoch, or none at all: its id stays missing.
                return;
            }
            skipTo(event.id(), event.time());
            events.add(event);
            add(event.id() + 1, 1, true, event.time());
        }

        /** Of what the exchange took back there is nothing to fetch: it is settled. */
        void pass(Trade event) {
            if (event.id() < gap.to() && isOfItsTime(event)) {
                skipTo(event.id(), event.time());
                add(event.id() + 1, 0, true, event.time());
            }
        }

        private boolean isOfItsTime(Trade event) {
            return event.time() >= gap.fromTime() - IdContinuity.SLACK
                    && event.time() <= gap.toTime() + IdContinuity.SLACK;
        }

        private void skipTo(long id, long until) {
            if (next < id) {
                add(id, id - next, false, until);
            }
        }

        private void add(long to, long places, boolean found, long until) {
            Range range = new Range(
                    next,
                    to,
                    found,
                    (int) Math.min(Integer.MAX_VALUE, places),
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

        /** Where it told nothing of the gap, there is none to be had up to the gap's end. */
        Part<Trade> part() {
            if (ranges.isEmpty()) {
                skipTo(gap.to(), gap.toTime() - 1);
            }
            return new Part<>(events, ranges, refused);
        }
    }
}
