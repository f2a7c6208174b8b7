package io.candlestream.sandbox.chaos;

import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.tools.verify.TableComparison;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells what a drill came to, in Markdown that also reads well on a terminal. */
final class DrillReport {
    private static final String LEGEND = """

        - at most: where n rounds did no harm, less than this share of rounds does (3/n, 95 %)
        - replayed: records that the consumer is known to have read again
        - ended: programs that ended by themselves and were started again
        - median, p99: from the end of the fault until the table held what the exchange said after it
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

    private final DrillOptions options;
    private final Verdict total;
    private final Map<String, TableComparison.Outcome> verified;
    private final long deadLetters;
    private final RoundVerdicts verdicts;
    private final List<ResourceSample> samples;
    private final StringBuilder text = new StringBuilder();

    /** @param verified what {@code verify} said, by when it was asked */
    DrillReport(
            DrillOptions options,
            Verdict total,
            Map<String, TableComparison.Outcome> verified,
            long deadLetters,
            RoundVerdicts verdicts,
            List<ResourceSample> samples) {
        this.options = options;
        this.total = total;
        this.verified = verified;
        this.deadLetters = deadLetters;
        this.verdicts = verdicts;
        this.samples = samples;
    }

    String text() {
        text.setLength(0);
        line("# Drill");
        line("");
        line(
                "Seed %d, %d symbols at speed %.0f, %d rounds%s.",
                options.seed(),
                options.symbols().size(),
                options.speed(),
                verdicts.verdicts().size(),
                options.cluster()
                        .map(size -> ", the consumer on a Spark cluster: " + size)
                        .orElse(""));
        line("**%s**", total.line(deadLetters));
        line("");
        verified.forEach((when, said) -> line("- `verify` %s: %s", when, said.verdict()));
        results("Faults", verdicts.by(round -> round.fault().id()));
        results(
                "Kinds",
                verdicts.by(round -> round.fault().id() + " " + round.fault().kind()));
        text.append(LEGEND);
        problems();
        samples();
        return text.append(NOT_PLAYED).toString();
    }

    private void results(String title, List<FaultResult> results) {
        line("");
        line("## %s", title);
        line("");
        line("| %-48s | rounds | lost | extra | mixed | at most | replayed | ended | median | p99 |", title);
        line("|:%s|---:|---:|---:|---:|---:|---:|---:|---:|---:|", "-".repeat(49));
        for (FaultResult result : results) {
            line(
                    "| %-48s | %d | %d | %d | %d | %s | %d | %d | %.1f s | %.1f s |",
                    result.name(),
                    result.rounds(),
                    result.lost(),
                    result.extra(),
                    result.mixed(),
                    bound(result),
                    result.replayed(),
                    result.ended(),
                    seconds(result.recovery(0.5)),
                    seconds(result.recovery(0.99)));
        }
    }

    /** With nothing in n rounds, the rate is below 3/n (95 %). */
    private static String bound(FaultResult result) {
        return result.harmed() ? "-" : String.format(Locale.ROOT, "%.3f", Math.min(1, 3.0 / result.rounds()));
    }

    private void problems() {
        line("");
        verified.forEach(this::differences);
        verdicts.by(round -> round.fault().id()).forEach(result -> result.problems().stream()
                .limit(MOST_NOTES)
                .forEach(note -> line("- %s: %s", result.name(), note)));
    }

    private void differences(String when, TableComparison.Outcome said) {
        if (!said.equal()) {
            line("`verify` %s:", when);
            line("");
            said.lines().forEach(text -> line("    %s", text));
            line("");
        }
    }

    private void samples() {
        if (samples.isEmpty()) {
            return;
        }
        line("");
        line("## ProcessStats");
        line("");
        line("| minute | producer pid, MB, threads, files | consumer pid, MB, threads, files | checkpoint files |");
        line("|---:|---:|---:|---:|");
        for (ResourceSample sample : samples) {
            line(
                    "| %d | %s | %s | %d |",
                    sample.at().toMinutes(),
                    describe(sample.producer()),
                    describe(sample.consumer()),
                    sample.checkpointFiles());
        }
    }

    private static String describe(ProcessStats stats) {
        return String.format(
                Locale.ROOT,
                "%d, %d, %d, %d",
                stats.pid(),
                stats.residentMegabytes(),
                stats.threads(),
                stats.descriptors());
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
