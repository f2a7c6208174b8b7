package io.candlestream.sandbox.chaos;

import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.tools.verify.TableComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Tells what a drill came to, in Markdown that also reads well on a terminal.
 *
 * @param totals what each store holds in the end, by its name
 * @param verified what {@code verify} said, by when it was asked
 */
record DrillReport(
        DrillCommand options,
        Map<String, Verdict> totals,
        Map<String, TableComparison.Outcome> verified,
        long deadLetters,
        RoundVerdicts verdicts,
        List<ResourceSample> samples) {
    private static final String LEGEND = """

        - at most: where n rounds did no harm, less than this share of rounds does (3/n, 95 %)
        - replayed: records that the consumer is known to have read again
        - ended: programs that ended by themselves and were started again
        - median, p99: from the end of the fault until the table held what the exchange said after it\
        """;

    /** The faults that no drill plays. */
    private static final String NOT_PLAYED = """

        ## Not played

        - C3, C4, S3, S4, B2: they end in a refusal, which integration tests check
        - B1 full disk, S2 slow or refusing node: they need a file system or a proxy of their own
        - D1, D2, poison values and schemas: tests of decoder and consumer play them by the million
        - K1, wrong clocks: it needs libfaketime, which is no part of a JDK
        - M1 little memory, few file descriptors: they need cgroups or ulimit around the drill
        """;

    private static final int MOST_NOTES = 12;

    String text() {
        List<String> lines = new ArrayList<>(List.of("# Drill", ""));
        lines.add(format(
                "Seed %d, %d symbols at speed %.0f, %d rounds%s.",
                options.seed,
                options.symbols().size(),
                options.speed,
                verdicts.verdicts().size(),
                options.cluster()
                        .map(size -> ", the consumer on a Spark cluster: " + size)
                        .orElse("")));
        totals.forEach((store, total) ->
                lines.add("**" + (totals.size() == 1 ? "" : store + ": ") + total.line(deadLetters) + "**"));
        lines.add("");
        verified.forEach((when, said) -> lines.add("- `verify` " + when + ": " + said.verdict()));
        results(lines, "Faults", round -> round.fault().id());
        results(
                lines,
                "Kinds",
                round -> round.fault().id() + " " + round.fault().kind());
        lines.add(LEGEND);
        problems(lines);
        resources(lines);
        lines.add(NOT_PLAYED);
        return String.join("\n", lines);
    }

    private void results(List<String> lines, String title, Function<Round, String> name) {
        lines.addAll(List.of(
                "",
                "## " + title,
                "",
                format("| %-48s | rounds | lost | extra | mixed | at most | replayed | ended | median | p99 |", title),
                format("|:%s|---:|---:|---:|---:|---:|---:|---:|---:|---:|", "-".repeat(49))));
        for (FaultResult result : verdicts.by(name)) {
            lines.add(format(
                    "| %-48s | %d | %d | %d | %d | %s | %d | %d | %.1f s | %.1f s |",
                    result.name(),
                    result.rounds(),
                    result.sum(Verdict::lost),
                    result.sum(Verdict::extra),
                    result.sum(Verdict::mixed),
                    bound(result),
                    result.replayed(),
                    result.ended(),
                    result.recovery(0.5).toMillis() / 1000.0,
                    result.recovery(0.99).toMillis() / 1000.0));
        }
    }

    /** With nothing in n rounds, the rate is below 3/n (95 %). */
    private static String bound(FaultResult result) {
        return result.harmed() ? "-" : format("%.3f", Math.min(1, 3.0 / result.rounds()));
    }

    private void problems(List<String> lines) {
        lines.add("");
        verified.forEach((when, said) -> {
            if (!said.equal()) {
                lines.addAll(List.of("`verify` " + when + ":", ""));
                said.lines().forEach(text -> lines.add("    " + text));
                lines.add("");
            }
        });
        verdicts.by(round -> round.fault().id()).forEach(result -> result.problems().stream()
                .limit(MOST_NOTES)
                .forEach(note -> lines.add("- " + result.name() + ": " + note)));
    }

    private void resources(List<String> lines) {
        if (samples.isEmpty()) {
            return;
        }
        lines.addAll(List.of(
                "",
                "## ProcessStats",
                "",
                "| minute | producer pid, MB, threads, files | consumer pid, MB, threads, files | checkpoint files |",
                "|---:|---:|---:|---:|"));
        samples.forEach(sample -> lines.add(format(
                "| %d | %s | %s | %d |",
                sample.at().toMinutes(), sample.producer(), sample.consumer(), sample.checkpointFiles())));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
