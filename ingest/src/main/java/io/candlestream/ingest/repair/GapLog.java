package io.candlestream.ingest.repair;

import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.StreamDefinition;
import io.candlestream.ingest.publish.TopicTail;
import io.candlestream.ingest.repair.GapReport.State;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the topic of the gaps tells of earlier runs: the newest report about each stretch. */
final class GapLog implements TopicTail.Reader {
    /** Reports are few and short; these are some 20 MB. */
    private static final int MOST_REPORTS = 100_000;

    private final GapRecords decoder;
    private final Map<String, Map<Long, GapReport>> newest = new HashMap<>();
    /** By symbol and time: since when what is missing from then on is known by numbers. */
    private final Map<String, Map<Long, Long>> placed = new HashMap<>();

    GapLog(GapRecords decoder) {
        this.decoder = decoder;
    }

    /** What the end of the topic tells of the gaps in {@code stream}. */
    static GapLog of(StreamDefinition<?> stream, TopicTail tail) {
        GapLog log = new GapLog(new GapRecords(stream.channel().interval()));
        tail.read(stream.gapTopic(), MOST_REPORTS, log);
        return log;
    }

    @Override
    public void take(byte[] value, long publishedAt) {
        decoder.decode(value).ifPresent(this::take);
    }

    private void take(GapReport report) {
        Gap gap = report.gap();
        newest.computeIfAbsent(gap.symbol(), symbol -> new TreeMap<>())
                .merge(gap.from(), report, (known, other) -> other.isNewerThan(known) ? other : known);
        if (gap.times().isPresent()) {
            placed.computeIfAbsent(gap.symbol(), symbol -> new HashMap<>())
                    .merge(gap.fromTime(), report.at(), Math::max);
        }
    }

    /** Never: a stretch that was found once and not heard of again is still open. */
    @Override
    public boolean hasEnough() {
        return false;
    }

    /** The newest reports about all gaps; of two that are as old, that between two times comes first, of which the other is made. */
    List<GapReport> oldestFirst() {
        return newest.values().stream()
                .flatMap(ofSymbol -> ofSymbol.values().stream())
                .sorted(Comparator.comparingLong(GapReport::at)
                        .thenComparing(report -> report.gap().times().isPresent()))
                .toList();
    }

    List<Gap> in(State state) {
        return newest.keySet().stream()
                .flatMap(symbol -> of(symbol, report -> report.state() == state))
                .toList();
    }

    /** The newest reports that say this of their gaps. */
    List<GapReport> reports(State state) {
        return newest.keySet().stream()
                .flatMap(symbol -> reports(symbol, report -> report.state() == state))
                .toList();
    }

    /** What the consumer has asked for and no producer has taken. */
    List<Gap> requests() {
        return newest.keySet().stream()
                .flatMap(symbol -> of(symbol, GapReport::isRequest))
                .toList();
    }

    /** The gaps of {@code symbol} whose events were not published. */
    List<Gap> missingOf(String symbol) {
        return of(symbol, report -> report.state() != State.HEALED).toList();
    }

    private Stream<Gap> of(String symbol, Predicate<GapReport> which) {
        return reports(symbol, which).map(GapReport::gap);
    }

    private Stream<GapReport> reports(String symbol, Predicate<GapReport> which) {
        return newest.getOrDefault(symbol, Map.of()).values().stream()
                .filter(which)
                .filter(report -> !isPlaced(report));
    }

    /** Whether a stretch between two times was given its numbers, under which the later reports are. */
    private boolean isPlaced(GapReport report) {
        Map<Long, Long> ofSymbol = placed.getOrDefault(report.symbol(), Map.of());
        return report.gap().times().isEmpty()
                && ofSymbol.getOrDefault(report.gap().from(), Long.MIN_VALUE) >= report.at();
    }
}
