package io.candlestream.checks.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.checks.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README says of the drills what their tables say. */
class DrillResultsTest {
    /** The code of a fault, which kind of it, how often it was played, and what was lost, extra and mixed. */
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| ([A-Z]\\d+)( [^|]*)? \\| (\\d+) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|");

    private static final String CHAOS = "--minutes";

    @Test
    void theReadmeCountsTheFaultsOfAllTables() {
        int faults = 0;
        for (List<MatchResult> table : tables()) {
            for (MatchResult row : table) {
                faults += isTotal(row, table) ? 0 : Integer.parseInt(row.group(3));
            }
        }

        assertThat(Project.found("([\\d,]+) faults and half an hour of random faults", Project.text("README.md")))
                .containsExactly(String.format(Locale.ROOT, "%,d", faults));
    }

    @Test
    void nothingWasLostExtraOrMixed() {
        assertThat(ROW.matcher(Project.text("sandbox/DRILLS.md")).results())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(List.of(row.group(4), row.group(5), row.group(6)))
                        .as(row.group())
                        .containsOnly("0"));
    }

    /** The rows behind each command, but for that of the random faults. */
    private static List<List<MatchResult>> tables() {
        String[] parts = Project.text("sandbox/DRILLS.md").split("(?m)^```$", -1);
        List<List<MatchResult>> tables = new ArrayList<>();
        for (int command = 1; command + 1 < parts.length; command += 2) {
            if (!parts[command].contains(CHAOS)) {
                tables.add(ROW.matcher(parts[command + 1]).results().toList());
            }
        }
        assertThat(tables).hasSizeGreaterThan(5);
        return tables;
    }

    /** Below the kinds of a fault there is a row of all of them. */
    private static boolean isTotal(MatchResult row, List<MatchResult> table) {
        return row.group(2) == null
                && table.stream()
                        .anyMatch(other ->
                                other.group(2) != null && other.group(1).equals(row.group(1)));
    }
}
