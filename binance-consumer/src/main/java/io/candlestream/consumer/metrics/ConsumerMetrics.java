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
    private static final String STREAM = "stream";
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
        showStreams(metrics);
        showQueries(metrics);
        metrics.counters(
                "write_retries",
                "Times that writes to a sink failed and were tried again",
                List.of(QUERY, "sink"),
                () -> by(retries, LongAdder::sum));
    }

    private void showStreams(MetricRegistry metrics) {
        metrics.counters("records", "Records that were read", STREAM, () -> by(streams, one -> one.records.sum()));
        metrics.counters(
                "rows",
                "Rows that were stored, a replaced one each time",
                STREAM,
                () -> by(streams, one -> one.rows.sum()));
        metrics.counters("dead_letters", "Records that could not become a row", List.of(STREAM, "cause"), () -> {
            Map<List<String>, Long> counts = new HashMap<>();
            streams.forEach((name, one) ->
                    one.deadLetters.forEach((reason, count) -> counts.put(List.of(name, reason.code()), count.sum())));
            return counts;
        });
        metrics.durations(
                "latency_seconds",
                "From a live update at the producer to its row in the sinks",
                STREAM,
                by(streams, one -> one.latency));
        metrics.counters(
                "latency_unknown",
                "Live rows from the future by the clock of the machine that stored them, of which no latency is known",
                STREAM,
                () -> by(streams, one -> one.latencyUnknown.sum()));
        metrics.gauges(
                "clock_behind_seconds",
                "How far the clock was behind the producer's in the last batch of live rows, as far as that shows",
                STREAM,
                () -> by(streams, one -> one.clockBehindMillis() / MILLIS_A_SECOND));
    }

    private void showQueries(MetricRegistry metrics) {
        metrics.counters("batches", "Batches that were committed", QUERY, () -> by(queries, one -> one.batches.sum()));
        metrics.durations(
                "batch_seconds",
                "A whole batch, from asking for offsets to its commit",
                QUERY,
                by(queries, one -> one.whole));
        Map<List<String>, Histogram> phases = new HashMap<>();
        queries.forEach((name, one) -> one.phases.forEach((phase, part) -> phases.put(List.of(name, phase), part)));
        metrics.durations("batch_phase_seconds", "The parts of a batch", List.of(QUERY, "phase"), phases);
        metrics.gauges(
                "query_up",
                "Whether the query works: 0 from a failure to its next batch",
                QUERY,
                () -> by(queries, QueryMetrics::up));
        metrics.gauges(
                "offsets_behind",
                "Records that the fullest partition held beyond the last batch",
                QUERY,
                () -> by(queries, QueryMetrics::behind));
        metrics.gauges(
                "last_batch_timestamp_seconds",
                "When a batch was last committed or nothing was found to do, in seconds since 1970",
                QUERY,
                () -> by(queries, one -> one.lastBatchMillis() / MILLIS_A_SECOND));
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

    /** From here on the retries of {@code query}'s writes to {@code sink} are shown. */
    public void expectRetries(String query, String sink) {
        retries.computeIfAbsent(List.of(query, sink), labels -> new LongAdder());
    }

    void retried(String query, String sink, long times) {
        retries.computeIfAbsent(List.of(query, sink), labels -> new LongAdder()).add(times);
    }
}
