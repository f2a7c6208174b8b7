package io.candlestream.ingest.metrics;

import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.metrics.StreamMetrics.Count;
import io.candlestream.runtime.metrics.MetricRegistry;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts what becomes of every message, in memory; the one place through which the producer is watched. What to be warned of
 * stands in {@code monitoring/rules}. Safe for use by many threads.
 */
public final class ProducerMetrics {
    /** Counts all types of events that are too many, or too long, to be told apart. */
    public static final String OTHER_TYPES = "other";

    private final LongAdder received = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final Map<RejectCause, LongAdder> rejected = new EnumMap<>(RejectCause.class);
    private final Map<String, LongAdder> unknownTypes = new ConcurrentHashMap<>();
    private final List<StreamMetrics> streams;

    /** @param streams their names, which tell their figures apart */
    public ProducerMetrics(List<String> streams) {
        this.streams = streams.stream().map(StreamMetrics::new).toList();
        Arrays.stream(RejectCause.values()).forEach(cause -> rejected.put(cause, new LongAdder()));
    }

    /** The figures of one stream. */
    public StreamMetrics stream(String name) {
        return streams.stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No stream " + name));
    }

    /** A message arrived, of whatever kind. */
    public void received() {
        received.increment();
    }

    /** A message was not usable. */
    public void rejected(RejectCause cause) {
        rejected.get(cause).increment();
    }

    /** An event came of a type that no stream has. */
    public void unknownType(String type) {
        unknownTypes.computeIfAbsent(type, name -> new LongAdder()).increment();
    }

    /** A connection ended that should not have. */
    public void connectionLost() {
        lost.increment();
    }

    /** Puts each count under its name. */
    public void show(MetricRegistry registry) {
        registry.counter("frames", "Messages that came, of whatever kind", received::sum);
        registry.counters("rejected", "Messages that were not usable", "cause", () -> sums(rejected));
        registry.counters("unknown_events", "Events of a type that no stream has", "type", () -> sums(unknownTypes));
        registry.counter("connections_lost", "Connections that ended and should not have", lost::sum);
        for (Count count : Count.values()) {
            registry.counters(count.metric(), count.help(), "stream", () -> byStream(stream -> stream.sum(count)));
        }
        registry.durations(
                "send_latency_seconds",
                "From sending an update to its acknowledgement",
                "stream",
                byStream(StreamMetrics::sends));
    }

    private <T> Map<String, T> byStream(Function<StreamMetrics, T> value) {
        return streams.stream().collect(Collectors.toMap(StreamMetrics::name, value));
    }

    long rejections(RejectCause cause) {
        return rejected.get(cause).sum();
    }

    private static Map<String, Long> sums(Map<?, LongAdder> counts) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((key, count) -> sums.put(key.toString(), count.sum()));
        return sums;
    }

    private long sum(Count count) {
        return streams.stream().mapToLong(stream -> stream.sum(count)).sum();
    }

    /** The counts in one line, with the causes of rejections and the gaps if there were any. */
    @Override
    public String toString() {
        long refused = rejected.values().stream().mapToLong(LongAdder::sum).sum();
        String causes = rejected.entrySet().stream()
                .filter(e -> e.getValue().sum() > 0)
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
        return received + " frames, " + sum(Count.PUBLISHED) + " published, " + refused + " rejected"
                + (causes.isEmpty() ? "" : " (" + causes + ")")
                + (sum(Count.GAPS) == 0 ? "" : ", " + gapsText());
    }

    private String gapsText() {
        return sum(Count.GAPS) + " gaps (" + sum(Count.HEALED) + " stretches healed, "
                + sum(Count.EMPTY) + " empty, " + sum(Count.EVENTS_HEALED) + " records, "
                + sum(Count.RETRIES) + " retries)";
    }
}
