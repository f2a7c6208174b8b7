package io.candlestream.ingest.repair;

import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.Gap.Cause;
import io.candlestream.ingest.repair.GapReport.State;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest gaps of a stream that were healed, as its topic tells: where the consumer has lost records, those with which an older gap was
 * healed may be among them. Any thread may use it.
 */
final class HealedGaps {
    /** Some 5 MB; of a connection that fails each hour, months. */
    private static final int MOST = 20_000;
    /** Two clocks differ, and of a batch that was begun, rows may be stored that are newer than what is lost. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private final Map<Stretch, GapReport> healed = new LinkedHashMap<>();

    private record Stretch(String symbol, long from) {}

    /** What earlier runs have told. */
    void know(GapLog past) {
        past.reports(State.HEALED).stream()
                .sorted(Comparator.comparingLong(GapReport::at))
                .forEach(this::take);
    }

    synchronized void take(GapReport report) {
        Stretch stretch = new Stretch(report.symbol(), report.gap().from());
        healed.remove(stretch);
        if (report.state() == State.HEALED) {
            healed.put(stretch, report);
            if (healed.size() > MOST) {
                Iterator<GapReport> oldest = healed.values().iterator();
                oldest.next();
                oldest.remove();
            }
        }
    }

    /**
     * The gaps before the begin of {@code request} that were healed since then, as found at {@code now}: what was healed earlier was published
     * before the newest event that the consumer has stored.
     */
    synchronized List<Gap> lostWith(Gap request, long now) {
        return healed.values().stream()
                .filter(report -> report.symbol().equals(request.symbol()))
                .filter(report -> report.at() >= request.from() - MARGIN.toMillis())
                .filter(report -> report.gap().fromTime() < request.from())
                .sorted(Comparator.comparingLong(report -> report.gap().from()))
                .map(report -> foundAgain(report, now))
                .toList();
    }

    private static Gap foundAgain(GapReport report, long now) {
        Gap gap = report.gap();
        return new Gap(gap.symbol(), gap.from(), gap.to(), gap.times(), Cause.LOSS, Math.max(now, report.at() + 1));
    }
}
