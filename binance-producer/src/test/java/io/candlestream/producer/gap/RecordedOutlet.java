package io.candlestream.producer.gap;

import io.candlestream.producer.frame.Kline;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what {@link Healer} puts out, in order. */
final class RecordedOutlet implements Healer.Outlet {
    final List<Kline> candles = new CopyOnWriteArrayList<>();
    final List<GapReport> reports = new CopyOnWriteArrayList<>();
    /** How many candles were safe when each report came. */
    final List<Integer> safeAtReport = new CopyOnWriteArrayList<>();

    private volatile int safe;

    @Override
    public void publish(Kline kline) {
        candles.add(kline);
    }

    @Override
    public void report(GapReport report) {
        safeAtReport.add(safe);
        reports.add(report);
    }

    @Override
    public void flush() {
        safe = candles.size();
    }
}
