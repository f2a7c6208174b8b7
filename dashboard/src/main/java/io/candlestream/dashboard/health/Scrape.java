package io.candlestream.dashboard.health;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a program reported at one moment. */
record Scrape(List<Sample> samples) {
    private static final String BOUND = "le";

    Scrape {
        samples = List.copyOf(samples);
    }

    /** A counter or gauge, summed up over its labels; empty when the part has none of that name. */
    OptionalDouble value(String name) {
        List<Sample> named = named(name);
        return named.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(named.stream().mapToDouble(Sample::value).sum());
    }

    /** A counter by one of its labels, without those that are zero. */
    Map<String, Long> counts(String name, String label) {
        return named(name).stream()
                .filter(sample -> sample.labels().containsKey(label) && sample.value() > 0)
                .collect(Collectors.toMap(
                        sample -> sample.labels().get(label),
                        sample -> Math.round(sample.value()),
                        Long::sum,
                        TreeMap::new));
    }

    /** A histogram, summed up over its other labels; all zero when the part has none of that name. */
    Histogram histogram(String name) {
        NavigableMap<Double, Double> buckets = named(name + "_bucket").stream()
                .filter(sample -> sample.labels().containsKey(BOUND))
                .collect(Collectors.groupingBy(Scrape::bound, TreeMap::new, Collectors.summingDouble(Sample::value)));
        return new Histogram(
                buckets, value(name + "_sum").orElse(0), value(name + "_count").orElse(0));
    }

    private static Double bound(Sample sample) {
        String bound = sample.labels().get(BOUND);
        return bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
    }

    private List<Sample> named(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }
}
