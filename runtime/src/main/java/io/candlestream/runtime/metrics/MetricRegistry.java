package io.candlestream.runtime.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The figures of a program under Prometheus' names. The program counts as it likes; a figure is read when somebody asks for
 * all of them, on that asker's thread.
 */
public final class MetricRegistry {
    private final PrometheusRegistry registry;
    private final String prefix;

    /** @param prefix stands before the name of every figure, such as {@code candlestream_producer} */
    public MetricRegistry(String prefix) {
        this(new PrometheusRegistry(), prefix + "_");
        JvmMetrics.register(new MetricRegistry(registry, ""));
    }

    private MetricRegistry(PrometheusRegistry registry, String prefix) {
        this.registry = registry;
        this.prefix = prefix;
    }

    /** What only grows; Prometheus' name gets {@code _total} behind. */
    public void counter(String name, String help, LongSupplier count) {
        counters(name, help, List.of(), () -> Map.of(List.of(), count.getAsLong()));
    }

    /** The same, distinguished by the values of one label. */
    public void counters(String name, String help, String label, Supplier<Map<String, Long>> counts) {
        counters(name, help, List.of(label), () -> listed(counts.get()));
    }

    /** The same, told apart by the values of several labels, which the keys hold in the order of {@code labels}. */
    public void counters(
            String name,
            String help,
            List<String> labels,
            Supplier<? extends Map<List<String>, ? extends Number>> counts) {
        register(name, help, labels, counts, MetricRegistry::counted, CounterSnapshot::new);
    }

    private static CounterDataPointSnapshot counted(Labels labels, Number count) {
        return CounterDataPointSnapshot.builder()
                .labels(labels)
                .value(count.doubleValue())
                .build();
    }

    /** What goes up and down. */
    public void gauge(String name, String help, DoubleSupplier value) {
        gauges(name, help, List.of(), () -> Map.of(List.of(), value.getAsDouble()));
    }

    /** The same, told apart by the values of one label. */
    public void gauges(String name, String help, String label, Supplier<Map<String, Double>> values) {
        gauges(name, help, List.of(label), () -> listed(values.get()));
    }

    private void gauges(String name, String help, List<String> labels, Supplier<Map<List<String>, Double>> values) {
        register(name, help, labels, values, MetricRegistry::gauged, GaugeSnapshot::new);
    }

    private static GaugeDataPointSnapshot gauged(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    /** How long something took, as a histogram. */
    public void durations(String name, String help, Histogram durations) {
        durations(name, help, List.of(), Map.of(List.of(), durations));
    }

    /** The same, distinguished by the values of one label. */
    public void durations(String name, String help, String label, Map<String, Histogram> durations) {
        durations(name, help, List.of(label), () -> listed(durations));
    }

    /** The same, told apart by the values of several labels, which the keys hold in the order of {@code labels}. */
    public void durations(String name, String help, List<String> labels, Map<List<String>, Histogram> durations) {
        durations(name, help, labels, () -> durations);
    }

    private void durations(
            String name, String help, List<String> labels, Supplier<Map<List<String>, Histogram>> durations) {
        register(name, help, labels, durations, (at, one) -> one.snapshot(at), HistogramSnapshot::new);
    }

    private static <V> Map<List<String>, V> listed(Map<String, V> values) {
        return values.entrySet().stream().collect(Collectors.toMap(one -> List.of(one.getKey()), Map.Entry::getValue));
    }

    /**
     * A figure of any kind.
     *
     * @param point what one of its values is to Prometheus
     * @param kind what all of them are
     */
    <V, P> void register(
            String name,
            String help,
            List<String> labels,
            Supplier<? extends Map<List<String>, ? extends V>> values,
            BiFunction<Labels, V, P> point,
            BiFunction<MetricMetadata, List<P>, MetricSnapshot> kind) {
        MetricMetadata metadata = new MetricMetadata(prefix + name, help);
        registry.register(() -> kind.apply(
                metadata,
                values.get().entrySet().stream()
                        .map(one -> point.apply(Labels.of(labels, one.getKey()), one.getValue()))
                        .toList()));
    }

    /** All figures as they stand, in Prometheus' text format. */
    public String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, read());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    MetricSnapshots read() {
        return registry.scrape();
    }
}
