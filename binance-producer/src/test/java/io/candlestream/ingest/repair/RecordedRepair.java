package io.candlestream.ingest.repair;

import io.candlestream.producer.kline.Kline;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what {@link GapRepairer} publishes, in order. */
final class RecordedRepair {
    final List<Kline> candles = new CopyOnWriteArrayList<>();
    final List<GapReport> reports = new CopyOnWriteArrayList<>();
    /** How many candles were safe when each report came. */
    final List<Integer> safeAtReport = new CopyOnWriteArrayList<>();

    private volatile int safe;

    RepairPublisher<Kline> publisher() {
        return new RepairPublisher<>(candles::add, this::report, () -> safe = candles.size());
    }

    private void report(GapReport report) {
        safeAtReport.add(safe);
        reports.add(report);
    }
}
