package io.candlestream.tools.doctor;

import io.candlestream.runtime.terminal.VisibleText;
import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.check.CheckResult.Mark;
import io.candlestream.tools.output.JsonText;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The findings, for a person or for a program. */
record DoctorReport(List<CheckResult> findings) {
    private static final String RESET = "\u001b[0m";
    private static final Map<Mark, String> COLOURS =
            Map.of(Mark.OK, "\u001b[32m", Mark.SKIP, "\u001b[2m", Mark.WARN, "\u001b[33m", Mark.FAIL, "\u001b[31m");

    /** Where the lines go. */
    enum Colour {
        TERMINAL,
        PLAIN
    }

    boolean well() {
        return count(Mark.FAIL) == 0;
    }

    /** One aligned line each, safe for a terminal that is not guarded, then how many there are of each mark. */
    void print(PrintStream out, Colour colour) {
        int width = findings.stream()
                .mapToInt(finding -> finding.name().length())
                .max()
                .orElse(0);
        for (CheckResult finding : findings) {
            String mark = String.format(Locale.ROOT, "%-4s", word(finding.mark()));
            String name = finding.name() + " ".repeat(width - finding.name().length());
            String wayOut = finding.wayOut().isEmpty() ? "" : " (" + finding.wayOut() + ")";
            String shown = colour == Colour.TERMINAL ? COLOURS.get(finding.mark()) + mark + RESET : mark;
            out.println(shown + "  " + name + "  " + VisibleText.of(finding.found() + wayOut));
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
