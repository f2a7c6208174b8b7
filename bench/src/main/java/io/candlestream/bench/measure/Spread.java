package io.candlestream.bench.measure;

import java.util.List;

/** The middle of several figures, and how far they lie apart. */
public record Spread(double median, double min, double max) {
    /** @param figures at least one */
    public static Spread of(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        return new Spread(percentile(sorted, 0.5), sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** The figure below which {@code share} of all lie; between two of them it is interpolated. */
    public static double percentile(List<Double> figures, double share) {
        List<Double> sorted = figures.stream().sorted().toList();
        double position = share * (sorted.size() - 1);
        double below = sorted.get((int) Math.floor(position));
        double above = sorted.get((int) Math.ceil(position));
        return below + (above - below) * (position - Math.floor(position));
    }
}
