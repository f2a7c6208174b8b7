package io.candlestream.bench.result;

import io.candlestream.bench.measure.Spread;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The runs of one contender in one race, summed up.
 *
 * @param ratio ours divided by the contender's, empty where it makes no sense
 */
public record RaceResult(
        String race, String contender, String unit, Spread figure, Optional<Cost> cost, OptionalDouble ratio) {
    /** Nothing to compare with. */
    public static RaceResult alone(String race, String contender, String unit, List<Run> runs) {
        return new RaceResult(race, contender, unit, figure(runs), cost(runs), OptionalDouble.empty());
    }

    /** Compared with our own {@code runs} of the same race. */
    public static RaceResult compared(String race, String contender, String unit, List<Run> runs, List<Run> ours) {
        double ratio = figure(ours).median() / figure(runs).median();
        return new RaceResult(race, contender, unit, figure(runs), cost(runs), OptionalDouble.of(ratio));
    }

    private static Spread figure(List<Run> runs) {
        return Spread.of(runs.stream().map(Run::figure).toList());
    }

    private static Optional<Cost> cost(List<Run> runs) {
        List<Cost> costs = runs.stream().flatMap(run -> run.cost().stream()).toList();
        return costs.isEmpty() ? Optional.empty() : Optional.of(Cost.median(costs));
    }
}
