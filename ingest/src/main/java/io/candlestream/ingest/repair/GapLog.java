package io.candlestream.ingest.repair;

import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.publish.TopicTail;
import io.candlestream.ingest.repair.GapReport.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the topic of the gaps tells of earlier runs: the newest report about each stretch. */
final class GapLog implements TopicTail.Reader {
    private final GapRecords decoder;
    private final Map<String, Map<Long, GapReport>> newest = new HashMap<>();

    GapLog(GapRecords decoder) {
        this.decoder = decoder;
    }

    @Override
    public void take(byte[] value) {
        decoder.decode(value).ifPresent(report -> newest.computeIfAbsent(
                        report.gap().symbol(), symbol -> new TreeMap<>())
                .merge(report.gap().from(), report, (known, other) -> other.isNewerThan(known) ? other : known));
    }

    /** Never: a stretch that was found once and not heard of again is still open. */
    @Override
    public boolean hasEnough() {
        return false;
    }

    List<Gap> in(State state) {
        return newest.keySet().stream()
                .flatMap(symbol -> of(symbol, report -> report.state() == state))
                .toList();
    }

    /** The gaps of {@code symbol} whose events were not published. */
    List<Gap> missingOf(String symbol) {
        return of(symbol, report -> report.state() != State.HEALED).toList();
    }

    private Stream<Gap> of(String symbol, Predicate<GapReport> which) {
        return newest.getOrDefault(symbol, Map.of()).values().stream()
                .filter(which)
                .map(GapReport::gap);
    }
}
