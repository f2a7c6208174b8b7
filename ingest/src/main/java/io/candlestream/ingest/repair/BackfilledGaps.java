package io.candlestream.ingest.repair;

import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventPublisher;
import io.candlestream.ingest.channel.EventSource;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.channel.StreamDefinition;
import io.candlestream.ingest.publish.RecordPublisher;
import io.candlestream.ingest.publish.TopicTail;
import io.candlestream.ingest.repair.GapReport.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recorded gaps of a stream as a backfill meets them: one that it loads whole is healed, and what its source leaves out is one more.
 * Only gaps of numbered events can be whole: a hole in a grid may be the exchange's own.
 */
public final class BackfilledGaps {
    private static final Logger log = LoggerFactory.getLogger(BackfilledGaps.class);

    /** An archive can have lost trades at a thousand places. */
    private static final int MOST_TOLD = 10;

    private final EventSource source;
    private final GapRows reports;
    private final Map<String, NavigableMap<Long, Loading>> open = new HashMap<>();
    private final List<Gap> whole = new ArrayList<>();
    private int told;

    /**
     * @param stream that is loaded; where its gaps are to stay, nothing is recorded
     * @param source of what is loaded
     */
    public BackfilledGaps(StreamDefinition<?> stream, EventSource source, RecordPublisher publisher) {
        this(source, reports(stream, publisher));
    }

    BackfilledGaps(EventSource source, Consumer<GapReport> reports) {
        this.source = source;
        this.reports = new GapRows(reports);
    }

    private static Consumer<GapReport> reports(StreamDefinition<?> stream, RecordPublisher publisher) {
        EventPublisher<GapReport> end = new EventPublisher<>(
                new GapRecords(stream.channel().interval()), stream.gapTopic(), publisher, nanos -> {});
        return stream.watched().isPresent() ? end::publish : report -> {};
    }

    /** Learns which gaps of {@code stream} are recorded. */
    public void read(StreamDefinition<?> stream, TopicTail tail) {
        read(GapLog.of(stream, tail));
    }

    void read(GapLog past) {
        reports.know(past);
        past.in(State.OPEN).stream().filter(gap -> gap.times().isPresent()).forEach(gap -> open.computeIfAbsent(
                        gap.symbol(), symbol -> new TreeMap<>())
                .put(gap.from(), new Loading(gap)));
        for (NavigableMap<Long, Loading> gaps : open.values()) {
            long reach = Long.MIN_VALUE;
            for (Loading loading : gaps.values()) {
                reach = Math.max(reach, loading.gap.to());
                loading.reach = reach;
            }
        }
    }

    /**
     * An earlier run of the backfill has loaded what was made from {@code time} on and stands before {@code next}, but for what its source
     * left out, which it recorded.
     *
     * @param time epoch milliseconds
     */
    public void resume(String symbol, long time, long next) {
        NavigableMap<Long, Loading> gaps = open.getOrDefault(symbol, new TreeMap<>());
        Collection<Loading> before = gaps.headMap(next).values();
        before.stream()
                .filter(loading -> loading.gap.fromTime() >= time)
                .forEach(loading -> loading.loaded = Math.min(next, loading.gap.to()) - loading.gap.from());
        // Which run recorded it cannot be seen: what another one's source left out counts for nothing either.
        before.stream()
                .map(loading -> loading.gap)
                .filter(gap -> gap.cause() == Cause.BACKFILL)
                .forEach(gap -> {
                    long end = Math.min(next, gap.to());
                    overlapping(gaps, gap.from(), end).forEach(loading -> loading.subtract(gap.from(), end));
                });
    }

    /** An event was published. */
    public void take(Event event) {
        NavigableMap<Long, Loading> gaps = open.get(event.symbol());
        if (gaps != null) {
            for (Loading loading : overlapping(gaps, event.position(), event.position() + 1)) {
                if (loading.isWholeWithOneMore()) {
                    whole.add(loading.gap);
                    gaps.remove(loading.gap.from());
                }
            }
        }
    }

    /** The gaps with positions from {@code from} to {@code to}, the end excluded: one can lie within another. */
    private static List<Loading> overlapping(NavigableMap<Long, Loading> gaps, long from, long to) {
        Map.Entry<Long, Loading> entry = gaps.lowerEntry(to);
        if (entry == null || entry.getValue().reach <= from) {
            return List.of();
        }
        List<Loading> found = new ArrayList<>();
        for (; entry != null && entry.getValue().reach > from; entry = gaps.lowerEntry(entry.getKey())) {
            if (entry.getValue().gap.to() > from) {
                found.add(entry.getValue());
            }
        }
        return found;
    }

    /** What was published so far is safe: publishes that the gaps which it makes whole are healed. */
    public void acknowledged() {
        long now = System.currentTimeMillis();
        whole.forEach(gap -> reports.accept(new GapReport(gap, State.HEALED, gap.outcomeAt(now), Optional.of(source))));
        whole.clear();
    }

    /** The source does not have {@code gap}. */
    public void missing(Gap gap) {
        told++;
        if (told <= MOST_TOLD) {
            log.warn(
                    "{} is not in what is loaded ({}): it is recorded as a gap{}",
                    gap,
                    source,
                    told == MOST_TOLD ? "; further ones are only recorded" : "");
        }
        reports.accept(GapReport.found(gap));
    }

    /** A gap and how much of it has been loaded. */
    private static final class Loading {
        private final Gap gap;
        private long loaded;
        /** Where the last of this gap and those that begin before it ends. */
        private long reach;

        Loading(Gap gap) {
            this.gap = gap;
        }

        void subtract(long from, long to) {
            loaded -= Math.min(to, gap.to()) - Math.max(from, gap.from());
        }

        /** Another one of its events was loaded. */
        boolean isWholeWithOneMore() {
            loaded++;
            return loaded == gap.to() - gap.from();
        }
    }
}
