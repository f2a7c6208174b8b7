package io.candlestream.ingest.metrics;

import io.candlestream.ingest.frame.RejectCause;
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
                .filter(cause -> metrics.rejections(cause) > 0)
                .forEach(causes::add);
        return causes;
    }

    public static long lostConnections(ProducerMetrics metrics) {
        return metrics.lostConnections();
    }
}
