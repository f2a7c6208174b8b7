package io.candlestream.consumer.metrics;

import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.runtime.metrics.Histogram;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** What is counted of one stream. Safe for use by many threads. */
final class StreamMetrics {
    final LongAdder records = new LongAdder();
    final LongAdder rows = new LongAdder();
    final LongAdder made = new LongAdder();
    final LongAdder late = new LongAdder();
    final LongAdder latencyUnknown = new LongAdder();
    final Map<RejectReason, LongAdder> deadLetters = new EnumMap<>(RejectReason.class);
    final Histogram latency = new Histogram(LatencyHistogram.steps());
    private volatile long clockBehindMillis;

    StreamMetrics() {
        Stream.of(RejectReason.values()).forEach(reason -> deadLetters.put(reason, new LongAdder()));
    }

    void stored(long read, long written, Map<RejectReason, Long> rejected, LatencyHistogram ofLiveRows) {
        records.add(read);
        rows.add(written);
        rejected.forEach((reason, count) -> deadLetters.get(reason).add(count));
        ofLiveRows.addTo(latency);
        latencyUnknown.add(ofLiveRows.unknown());
        if (written > 0) {
            clockBehindMillis = ofLiveRows.mostAhead().toMillis();
        }
    }

    long clockBehindMillis() {
        return clockBehindMillis;
    }
}
