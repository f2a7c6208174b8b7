package io.candlestream.tools.doctor;

import io.candlestream.runtime.terminal.FoldedLine;
import io.candlestream.runtime.terminal.VisibleText;
import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.check.CheckResult.Mark;
import io.candlestream.tools.output.JsonText;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Help.Ansi;

/** The findings, for a person or for a program. */
record DoctorReport(List<CheckResult> findings) {
    private static final String GAP = "  ";
    private static final Map<Mark, String> COLOURS =
            Map.of(Mark.OK, "green", Mark.SKIP, "faint", Mark.WARN, "yellow", Mark.FAIL, "red");

    boolean well() {
        return count(Mark.FAIL) == 0;
    }

    /**
     * One aligned line each, safe for a terminal that is not guarded, then how many there are of each mark.
     *
     * @param terminal how many columns it has; there lines end between words
     */
    void print(PrintStream out, Ansi colours, OptionalInt terminal) {
        int width = findings.stream()
                .mapToInt(finding -> finding.name().length())
                .max()
                .orElse(0);
        for (CheckResult finding : findings) {
            String mark = String.format(Locale.ROOT, "%-4s", word(finding.mark()));
            String name = finding.name() + " ".repeat(width - finding.name().length());
            String wayOut = finding.wayOut().isEmpty() ? "" : " (" + finding.wayOut() + ")";
            String shown = colours.string("@|" + COLOURS.get(finding.mark()) + " " + mark + "|@");
            String text = VisibleText.of(finding.found() + wayOut);
            int indent = mark.length() + GAP.length() + width + GAP.length();
            List<String> lines = FoldedLine.of(text, terminal.orElse(Integer.MAX_VALUE) - indent);
            out.println(shown + GAP + name + GAP + String.join(System.lineSeparator() + " ".repeat(indent), lines));
        }
        out.println(count(Mark.OK) + " ok, " + count(Mark.WARN) + " warn, " + count(Mark.FAIL) + " fail, "
                + count(Mark.SKIP) + " skip");
    }

    void printJson(PrintStream out) {
        List<Map<String, String>> checks = findings.stream()
                .map(finding -> Map.of(
                        "name", finding.name(),
                        "mark", word(finding.mark()),
                        "found", finding.found(),
                        "wayOut", finding.wayOut()))
                .toList();
        out.println(JsonText.of(Map.of("well", well(), "checks", checks)));
    }

    private static String word(Mark mark) {
        return mark.name().toLowerCase(Locale.ROOT);
    }

    private long count(Mark mark) {
        return findings.stream().filter(finding -> finding.mark() == mark).count();
    }
}
