package io.candlestream.sandbox.server;

import io.candlestream.runtime.metrics.MetricsClient;
import java.time.Duration;

/** Reads the metrics of a {@linkplain Pipeline#watchable() watchable} pipeline's consumer; one thread's. */
public final class ConsumerWatch {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final MetricsClient client;
    private ConsumerReading newest = ConsumerReading.NONE;

    public ConsumerWatch(Pipeline pipeline) {
        this.client = new MetricsClient(pipeline.consumerMetrics(), PATIENCE);
    }

    /** What they say now; while nobody answers, what they said last. */
    public ConsumerReading look() {
        client.read()
                .ifPresent(metrics ->
                        newest = new ConsumerReading(System.nanoTime(), System.currentTimeMillis(), metrics));
        return newest;
    }
}
