package io.candlestream.consumer.metrics;

import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.runtime.metrics.Histogram;
import io.candlestream.runtime.metrics.MetricRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** What the consumer counts, under Prometheus' names. Safe for use by many threads. */
public final class ConsumerMetrics {
    private static final double MILLIS_A_SECOND = 1000;
    private static final String QUERY = "query";

    private final Map<String, StreamMetrics> streams = new TreeMap<>();
    private final Map<String, QueryMetrics> queries = new TreeMap<>();
    private final Map<List<String>, LongAdder> retries = new ConcurrentHashMap<>();

    /** @param streams the names of all streams, {@code queries} those of all queries */
    public ConsumerMetrics(Collection<String> streams, Collection<String> queries) {
        streams.forEach(name -> this.streams.put(name, new StreamMetrics()));
        queries.forEach(name -> this.queries.put(name, new QueryMetrics()));
    }

    /** Puts each under its name. */
    public void show(MetricRegistry metrics) {
        showStreams(metrics, new Labelled<>(metrics, "stream", streams));
        showQueries(metrics, new Labelled<>(metrics, QUERY, queries));
        metrics.counters(
                "write_retries",
                "Times that writes to a sink failed and were tried again",
                List.of(QUERY, "sink"),
                () -> by(retries, LongAdder::sum));
    }

    private void showStreams(MetricRegistry metrics, Labelled<StreamMetrics> each) {
        each.counter("records", "Records that were read", one -> one.records.sum());
        each.counter("rows", "Rows that were stored, a replaced one each time", one -> one.rows.sum());
        each.counter(
                "derived_rows",
                "Rows that were made of the stream's stored ones, such as features, each time that they were",
                one -> one.made.sum());
        each.counter(
                "late_updates",
                "Updates that came when their windows were closed or known in part, and may be in no row",
                one -> one.late.sum());
        metrics.counters("dead_letters", "Records that could not become a row", List.of("stream", "cause"), () -> {
            Map<List<String>, Long> counts = new HashMap<>();
            streams.forEach((name, one) ->
                    one.deadLetters.forEach((reason, count) -> counts.put(List.of(name, reason.code()), count.sum())));
            return counts;
        });
        each.durations(
                "latency_seconds", "From a live update at the producer to its row in the sinks", one -> one.latency);
        each.counter(
                "latency_unknown",
                "Live rows from the future by the clock of the machine that stored them, of which no latency is known",
                one -> one.latencyUnknown.sum());
        each.gauge(
                "clock_behind_seconds",
                "How far the clock was behind the producer's in the last batch of live rows, as far as that shows",
                one -> one.clockBehindMillis() / MILLIS_A_SECOND);
    }

    private void showQueries(MetricRegistry metrics, Labelled<QueryMetrics> each) {
        each.counter("batches", "Batches that were committed", one -> one.batches.sum());
        each.durations("batch_seconds", "A whole batch, from asking for offsets to its commit", one -> one.whole);
        Map<List<String>, Histogram> phases = new HashMap<>();
        queries.forEach((name, one) -> one.phases.forEach((phase, part) -> phases.put(List.of(name, phase), part)));
        metrics.durations("batch_phase_seconds", "The parts of a batch", List.of(QUERY, "phase"), phases);
        each.gauge("query_up", "Whether the query works: 0 from a failure to its next batch", QueryMetrics::up);
        each.gauge(
                "offsets_behind",
                "Records that the fullest partition held beyond the last batch",
                QueryMetrics::behind);
        each.gauge(
                "last_batch_timestamp_seconds",
                "When a batch was last committed or nothing was found to do, in seconds since 1970",
                one -> one.lastBatchMillis() / MILLIS_A_SECOND);
    }

    /** What is shown of each of {@code all}, with its name as the label. */
    private record Labelled<T>(MetricRegistry metrics, String label, Map<String, T> all) {
        void counter(String name, String help, Function<T, Long> count) {
            metrics.counters(name, help, label, () -> by(all, count));
        }

        void gauge(String name, String help, Function<T, Double> value) {
            metrics.gauges(name, help, label, () -> by(all, value));
        }

        void durations(String name, String help, Function<T, Histogram> durations) {
            metrics.durations(name, help, label, by(all, durations));
        }
    }

    private static <K, T, V> Map<K, V> by(Map<K, T> all, Function<T, V> figure) {
        Map<K, V> figures = new HashMap<>();
        all.forEach((name, one) -> figures.put(name, figure.apply(one)));
        return figures;
    }

    /** The figures of a query. */
    public QueryMetrics query(String name) {
        return queries.get(name);
    }

    /** The records of a batch are rows or dead letters now; {@code latency} is that of its live rows. */
    public void stored(
            String stream, long read, long written, Map<RejectReason, Long> rejected, LatencyHistogram latency) {
        streams.get(stream).stored(read, written, rejected, latency);
    }

    /** Rows were made of the stream's stored ones. */
    public void made(String stream, long rows) {
        streams.get(stream).made.add(rows);
    }

    /** Updates of the stream came when their windows were closed or known in part. */
    public void late(String stream, long updates) {
        streams.get(stream).late.add(updates);
    }

    /** Counts the retries of {@code query}'s writes to {@code sink}, which are shown from here on. */
    public LongAdder retries(String query, String sink) {
        return retries.computeIfAbsent(List.of(query, sink), labels -> new LongAdder());
    }
}
