package io.candlestream.runtime.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** Heap, garbage collection, processor time and threads, under the names that Prometheus' own library gives them. */
record JvmMetrics(PrometheusRegistry registry) {
    private static final double MILLIS_A_SECOND = TimeUnit.SECONDS.toMillis(1);
    private static final double NANOS_A_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Labels HEAP = Labels.of("area", "heap");

    void register() {
        var memory = ManagementFactory.getMemoryMXBean();
        gauge("jvm_memory_used_bytes", "Heap in use", HEAP, () -> memory.getHeapMemoryUsage()
                .getUsed());
        gauge("jvm_memory_max_bytes", "The most that the heap may grow to", HEAP, () -> memory.getHeapMemoryUsage()
                .getMax());
        var threads = ManagementFactory.getThreadMXBean();
        gauge("jvm_threads_current", "Threads that live", Labels.EMPTY, threads::getThreadCount);
        registry.register(JvmMetrics::collections);
        registry.register(JvmMetrics::processor);
    }

    private void gauge(String name, String help, Labels labels, DoubleSupplier value) {
        registry.register(() -> GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value.getAsDouble())
                        .build())
                .build());
    }

    private static SummarySnapshot collections() {
        SummarySnapshot.Builder snapshot =
                SummarySnapshot.builder().name("jvm_gc_collection_seconds").help("Pauses for garbage collection");
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            snapshot.dataPoint(SummaryDataPointSnapshot.builder()
                    .labels(Labels.of("gc", collector.getName()))
                    .count(collector.getCollectionCount())
                    .sum(collector.getCollectionTime() / MILLIS_A_SECOND)
                    .build());
        }
        return snapshot.build();
    }

    private static CounterSnapshot processor() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return CounterSnapshot.builder()
                .name("process_cpu_seconds")
                .help("Processor time of all threads together")
                .dataPoint(CounterDataPointSnapshot.builder()
                        .value(system.getProcessCpuTime() / NANOS_A_SECOND)
                        .build())
                .build();
    }
}
