package io.candlestream.runtime.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The figures of a program under Prometheus' names. The program counts as it likes; a figure is read when somebody asks for
 * all of them, on that asker's thread.
 */
public final class MetricRegistry {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final String prefix;

    /** @param prefix stands before the name of every figure, such as {@code candlestream_producer} */
    public MetricRegistry(String prefix) {
        this.prefix = prefix + "_";
        new JvmMetrics(registry).register();
    }

    /** What only grows; Prometheus' name gets {@code _total} behind. */
    public void counter(String name, String help, LongSupplier count) {
        registry.register(() -> CounterSnapshot.builder()
                .name(prefix + name)
                .help(help)
                .dataPoint(counted(Labels.EMPTY, count.getAsLong()))
                .build());
    }

    /** The same, distinguished by the values of one label. */
    public void counters(String name, String help, String label, Supplier<Map<String, Long>> counts) {
        registry.register(() -> {
            CounterSnapshot.Builder snapshot =
                    CounterSnapshot.builder().name(prefix + name).help(help);
            counts.get().forEach((value, count) -> snapshot.dataPoint(counted(Labels.of(label, value), count)));
            return snapshot.build();
        });
    }

    /** The same, told apart by the values of several labels, which the keys hold in the order of {@code labels}. */
    public void counters(String name, String help, List<String> labels, Supplier<Map<List<String>, Long>> counts) {
        registry.register(() -> {
            CounterSnapshot.Builder snapshot =
                    CounterSnapshot.builder().name(prefix + name).help(help);
            counts.get().forEach((values, count) -> snapshot.dataPoint(counted(Labels.of(labels, values), count)));
            return snapshot.build();
        });
    }

    private static CounterDataPointSnapshot counted(Labels labels, long count) {
        return CounterDataPointSnapshot.builder()
                .labels(labels)
                .value((double) count)
                .build();
    }

    /** What goes up and down. */
    public void gauge(String name, String help, DoubleSupplier value) {
        registry.register(() -> GaugeSnapshot.builder()
                .name(prefix + name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .value(value.getAsDouble())
                        .build())
                .build());
    }

    /** The same, told apart by the values of one label. */
    public void gauges(String name, String help, String label, Supplier<Map<String, Double>> values) {
        registry.register(() -> {
            GaugeSnapshot.Builder snapshot =
                    GaugeSnapshot.builder().name(prefix + name).help(help);
            values.get()
                    .forEach((labelled, value) -> snapshot.dataPoint(GaugeDataPointSnapshot.builder()
                            .labels(Labels.of(label, labelled))
                            .value(value)
                            .build()));
            return snapshot.build();
        });
    }

    /** How long something took, as a histogram. */
    public void durations(String name, String help, Histogram durations) {
        registry.register(() -> HistogramSnapshot.builder()
                .name(prefix + name)
                .help(help)
                .dataPoint(durations.snapshot(Labels.EMPTY))
                .build());
    }

    /** The same, distinguished by the values of one label. */
    public void durations(String name, String help, String label, Map<String, Histogram> durations) {
        registry.register(() -> {
            HistogramSnapshot.Builder snapshot =
                    HistogramSnapshot.builder().name(prefix + name).help(help);
            durations.forEach((value, one) -> snapshot.dataPoint(one.snapshot(Labels.of(label, value))));
            return snapshot.build();
        });
    }

    /** The same, told apart by the values of several labels, which the keys hold in the order of {@code labels}. */
    public void durations(String name, String help, List<String> labels, Map<List<String>, Histogram> durations) {
        registry.register(() -> {
            HistogramSnapshot.Builder snapshot =
                    HistogramSnapshot.builder().name(prefix + name).help(help);
            durations.forEach((values, one) -> snapshot.dataPoint(one.snapshot(Labels.of(labels, values))));
            return snapshot.build();
        });
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
