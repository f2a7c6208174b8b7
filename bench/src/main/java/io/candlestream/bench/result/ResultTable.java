package io.candlestream.bench.result;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Writes the results of one race for people, as a table in Markdown that also reads well on a terminal. */
final class ResultTable {
    private static final List<String> HEAD =
            List.of("contender", "median", "min", "max", "unit", "client CPU", "server CPU", "memory", "ours / it");
    private static final List<Integer> WIDTHS = List.of(28, 10, 10, 10, 8, 10, 10, 8, 9);
    private static final List<Boolean> NUMBERS = List.of(false, true, true, true, false, true, true, true, true);
    private static final String NONE = "-";

    private ResultTable() {}

    /** The table of {@code results}, all of one race. */
    static String of(List<RaceResult> results) {
        StringBuilder text = new StringBuilder(line(HEAD)).append(rule());
        results.forEach(result -> text.append(line(cells(result))));
        return text.toString();
    }

    private static List<String> cells(RaceResult result) {
        return List.of(
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

    private static String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(Math.max(0, WIDTHS.get(i) - cells.get(i).length()));
            line.append("| ").append(NUMBERS.get(i) ? padding + cells.get(i) : cells.get(i) + padding);
            line.append(' ');
        }
        return line.append("|\n").toString();
    }

    private static String rule() {
        StringBuilder rule = new StringBuilder();
        for (int i = 0; i < WIDTHS.size(); i++) {
            String dashes = "-".repeat(WIDTHS.get(i) + 1);
            rule.append(NUMBERS.get(i) ? "|" + dashes + ":" : "|:" + dashes);
        }
        return rule.append("|\n").toString();
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
