package io.candlestream.runtime.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a program reported at one moment, read from Prometheus' text format, version 0.0.4. */
public final class MetricsReading {
    /** Of a program that does not answer. */
    public static final MetricsReading NONE = new MetricsReading(List.of());

    private static final Pattern LINE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{(.*)})?\\s+(\\S+)(?:\\s+-?\\d+)?");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*=\\s*\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"\\s*,?\\s*");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");
    /** A longer one is none of ours, and could exhaust the stack of the pattern's search. */
    private static final int LONGEST_LINE = 2000;

    private static final String BOUND = "le";

    private final List<Sample> samples;

    private MetricsReading(List<Sample> samples) {
        this.samples = samples;
    }

    /** One line of the text. */
    private record Sample(String name, Map<String, String> labels, double value) {}

    /** Reads {@code text}; comments and what is no sample are left out. */
    public static MetricsReading parse(String text) {
        return new MetricsReading(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && line.length() <= LONGEST_LINE)
                .flatMap(MetricsReading::sample)
                .toList());
    }

    private static Stream<Sample> sample(String line) {
        Matcher matcher = LINE.matcher(line);
        try {
            return matcher.matches()
                    ? Stream.of(new Sample(matcher.group(1), labels(matcher.group(2)), number(matcher.group(3))))
                    : Stream.empty();
        } catch (NumberFormatException e) {
            return Stream.empty();
        }
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher matcher = LABEL.matcher(text == null ? "" : text); // without braces
        while (matcher.find()) {
            String value = ESCAPE.matcher(matcher.group(2))
                    .replaceAll(found -> Matcher.quoteReplacement(found.group(1).equals("n") ? "\n" : found.group(1)));
            labels.put(matcher.group(1), value);
        }
        return labels;
    }

    private static double number(String text) {
        return Double.parseDouble(text.replaceFirst("(?i)inf$", "Infinity"));
    }

    /** A counter or gauge, summed up over its labels; empty when the program has none of that name. */
    public OptionalDouble value(String name) {
        return named(name).mapToDouble(Sample::value).reduce(Double::sum);
    }

    /** The smallest of a gauge's values, one for each of its labels; empty when the program has none of that name. */
    public OptionalDouble min(String name) {
        return named(name).mapToDouble(Sample::value).min();
    }

    /** The largest of them. */
    public OptionalDouble max(String name) {
        return named(name).mapToDouble(Sample::value).max();
    }

    /** A counter by one of its labels, without those that are zero. */
    public Map<String, Long> counts(String name, String label) {
        return named(name)
                .filter(sample -> sample.labels().containsKey(label) && sample.value() > 0)
                .collect(Collectors.toMap(
                        sample -> sample.labels().get(label),
                        sample -> Math.round(sample.value()),
                        Long::sum,
                        TreeMap::new));
    }

    /** A histogram, summed up over its other labels; all zero when the program has none of that name. */
    public HistogramReading histogram(String name) {
        NavigableMap<Double, Double> buckets = named(name + "_bucket")
                .filter(sample -> sample.labels().containsKey(BOUND))
                .collect(Collectors.groupingBy(
                        sample -> number(sample.labels().get(BOUND)),
                        TreeMap::new,
                        Collectors.summingDouble(Sample::value)));
        return new HistogramReading(
                buckets, value(name + "_sum").orElse(0), value(name + "_count").orElse(0));
    }

    /** The same, of those alone whose {@code label} is {@code value}. */
    public MetricsReading where(String label, String value) {
        return new MetricsReading(samples.stream()
                .filter(sample -> value.equals(sample.labels().get(label)))
                .toList());
    }

    private Stream<Sample> named(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name));
    }
}
