package io.candlestream.runtime.metrics;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a program reported at one moment. */
public final class MetricsReading {
    /** Of a program that does not answer. */
    public static final MetricsReading NONE = new MetricsReading(List.of());

    private static final String BOUND = "le";

    private final List<MetricSample> samples;

    MetricsReading(List<MetricSample> samples) {
        this.samples = List.copyOf(samples);
    }

    /** Reads Prometheus' text format, version 0.0.4; comments and what is no sample are left out. */
    public static MetricsReading parse(String text) {
        return new MetricsReading(MetricsTextParser.samples(text));
    }

    /** A counter or gauge, summed up over its labels; empty when the program has none of that name. */
    public OptionalDouble value(String name) {
        List<MetricSample> named = named(name);
        return named.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        named.stream().mapToDouble(MetricSample::value).sum());
    }

    /** The smallest of a gauge's values, one for each of its labels; empty when the program has none of that name. */
    public OptionalDouble min(String name) {
        return named(name).stream().mapToDouble(MetricSample::value).min();
    }

    /** The largest of them. */
    public OptionalDouble max(String name) {
        return named(name).stream().mapToDouble(MetricSample::value).max();
    }

    /** A counter by one of its labels, without those that are zero. */
    public Map<String, Long> counts(String name, String label) {
        return named(name).stream()
                .filter(sample -> sample.labels().containsKey(label) && sample.value() > 0)
                .collect(Collectors.toMap(
                        sample -> sample.labels().get(label),
                        sample -> Math.round(sample.value()),
                        Long::sum,
                        TreeMap::new));
    }

    /** A histogram, summed up over its other labels; all zero when the program has none of that name. */
    public HistogramReading histogram(String name) {
        NavigableMap<Double, Double> buckets = named(name + "_bucket").stream()
                .filter(sample -> sample.labels().containsKey(BOUND))
                .collect(Collectors.groupingBy(
                        MetricsReading::bound, TreeMap::new, Collectors.summingDouble(MetricSample::value)));
        return new HistogramReading(
                buckets, value(name + "_sum").orElse(0), value(name + "_count").orElse(0));
    }

    /** The same, of those alone whose {@code label} is {@code value}. */
    public MetricsReading where(String label, String value) {
        return new MetricsReading(samples.stream()
                .filter(sample -> value.equals(sample.labels().get(label)))
                .toList());
    }

    private static Double bound(MetricSample sample) {
        String bound = sample.labels().get(BOUND);
        return bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
    }

    private List<MetricSample> named(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }
}
