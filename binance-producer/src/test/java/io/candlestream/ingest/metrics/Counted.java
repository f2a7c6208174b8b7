package io.candlestream.ingest.metrics;

import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.runtime.metrics.MetricRegistry;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What a test asks of the metrics. */
public final class Counted {
    private Counted() {}

    public static long rejections(ProducerMetrics metrics, RejectCause cause) {
        return metrics.rejections(cause);
    }

    /** The causes for which something was rejected. */
    public static Set<RejectCause> causes(ProducerMetrics metrics) {
        Set<RejectCause> causes = EnumSet.noneOf(RejectCause.class);
        Arrays.stream(RejectCause.values())
                .filter(cause -> rejections(metrics, cause) > 0)
                .forEach(causes::add);
        return causes;
    }

    public static long lostConnections(ProducerMetrics metrics) {
        return count(metrics, "connections_lost_total");
    }

    private static long count(ProducerMetrics metrics, String name) {
        MetricRegistry registry = new MetricRegistry("test");
        metrics.show(registry);
        return registry.text()
                .lines()
                .filter(line -> line.startsWith("test_" + name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
