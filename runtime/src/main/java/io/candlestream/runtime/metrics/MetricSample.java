package io.candlestream.runtime.metrics;

import java.util.Map;

/** One line of an exposition. */
record MetricSample(String name, Map<String, String> labels, double value) {
    MetricSample {
        labels = Map.copyOf(labels);
    }
}
