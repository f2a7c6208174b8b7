package io.candlestream.runtime.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Heap, garbage collection, processor time and threads, under the names that Prometheus' own library gives them. */
final class JvmMetrics {
    private static final double MILLIS_A_SECOND = TimeUnit.SECONDS.toMillis(1);
    private static final double NANOS_A_SECOND = TimeUnit.SECONDS.toNanos(1);

    private JvmMetrics() {}

    static void register(MetricRegistry figures) {
        var memory = ManagementFactory.getMemoryMXBean();
        figures.gauges(
                "jvm_memory_used_bytes",
                "Heap in use",
                "area",
                () -> Map.of("heap", (double) memory.getHeapMemoryUsage().getUsed()));
        figures.gauges(
                "jvm_memory_max_bytes",
                "The most that the heap may grow to",
                "area",
                () -> Map.of("heap", (double) memory.getHeapMemoryUsage().getMax()));
        figures.gauge("jvm_threads_current", "Threads that live", ManagementFactory.getThreadMXBean()::getThreadCount);
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        figures.counters(
                "process_cpu_seconds",
                "Processor time of all threads together",
                List.of(),
                () -> Map.of(List.of(), system.getProcessCpuTime() / NANOS_A_SECOND));
        figures.register(
                "jvm_gc_collection_seconds",
                "Pauses for garbage collection",
                List.of("gc"),
                JvmMetrics::collectors,
                (labels, collector) -> SummaryDataPointSnapshot.builder()
                        .labels(labels)
                        .count(collector.getCollectionCount())
                        .sum(collector.getCollectionTime() / MILLIS_A_SECOND)
                        .build(),
                SummarySnapshot::new);
    }

    private static Map<List<String>, GarbageCollectorMXBean> collectors() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .collect(Collectors.toMap(one -> List.of(one.getName()), Function.identity()));
    }
}
