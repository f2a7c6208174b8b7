package io.candlestream.bench.result;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Writes the results of one race for people, as a table in Markdown that also reads well on a terminal. */
final class ResultTable {
    private static final String LINE = "| %-28s | %10s | %10s | %10s | %-8s | %10s | %10s | %8s | %9s |\n";
    private static final String HEAD = String.format(
            LINE, "contender", "median", "min", "max", "unit", "client CPU", "server CPU", "memory", "ours / it");
    private static final String RULE =
            "|:-----------------------------|-----------:|-----------:|-----------:|:---------"
                    + "|-----------:|-----------:|---------:|----------:|\n";
    private static final String NONE = "-";

    private ResultTable() {}

    /** The table of {@code results}, all of one race. */
    static String of(List<RaceResult> results) {
        return results.stream().map(ResultTable::line).collect(Collectors.joining("", HEAD + RULE, ""));
    }

    private static String line(RaceResult result) {
        return String.format(
                LINE,
                result.contender(),
                figure(result.figure().median()),
                figure(result.figure().min()),
                figure(result.figure().max()),
                result.unit(),
                cost(result.cost(), Cost::clientCpu, " s/M", 1),
                cost(result.cost(), Cost::serverCpu, " s/M", 1),
                cost(result.cost(), Cost::peakMegabytes, " MB", 0),
                result.ratio().isPresent() ? decimals(result.ratio().getAsDouble(), 2) : NONE);
    }

    private static String cost(Optional<Cost> cost, ToDoubleFunction<Cost> part, String unit, int decimals) {
        return cost.map(known -> decimals(part.applyAsDouble(known), decimals) + unit)
                .orElse(NONE);
    }

    private static String figure(double value) {
        return decimals(value, value < 100 ? 2 : 0);
    }

    private static String decimals(double value, int count) {
        return String.format(Locale.ROOT, "%,." + count + "f", value);
    }
}
