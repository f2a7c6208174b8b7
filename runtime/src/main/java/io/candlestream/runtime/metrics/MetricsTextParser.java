package io.candlestream.runtime.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Prometheus' text format, version 0.0.4. */
final class MetricsTextParser {
    private static final Pattern LINE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{(.*)})?\\s+(\\S+)(?:\\s+-?\\d+)?");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*=\\s*\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"\\s*,?\\s*");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    /** A longer one is none of ours, and could exhaust the stack of the pattern's search. */
    private static final int LONGEST_LINE = 2000;

    private MetricsTextParser() {}

    /** The samples of {@code text}; comments and what is no sample are left out. */
    static List<MetricSample> samples(String text) {
        List<MetricSample> samples = new ArrayList<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && line.length() <= LONGEST_LINE)
                .forEach(line -> sample(line).ifPresent(samples::add));
        return samples;
    }

    private static Optional<MetricSample> sample(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<String> labels = Optional.ofNullable(matcher.group(2));
        return number(matcher.group(3))
                .map(value -> new MetricSample(matcher.group(1), labels(labels.orElse("")), value));
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher matcher = LABEL.matcher(text);
        while (matcher.find()) {
            labels.put(matcher.group(1), unescaped(matcher.group(2)));
        }
        return labels;
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).equals("n") ? "\n" : found.group(1)));
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(
                    switch (text.toLowerCase(Locale.ROOT)) {
                        case "+inf", "inf" -> Double.POSITIVE_INFINITY;
                        case "-inf" -> Double.NEGATIVE_INFINITY;
                        default -> Double.valueOf(text);
                    });
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
