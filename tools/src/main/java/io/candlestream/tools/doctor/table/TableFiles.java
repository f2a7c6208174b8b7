package io.candlestream.tools.doctor.table;

import static io.candlestream.tools.doctor.check.HumanText.count;

import io.candlestream.tools.access.TableWindow;
import io.candlestream.tools.doctor.check.CheckBuilder;
import io.candlestream.tools.doctor.check.CheckResult;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * In how many files the table of the candles lies on a node. Each costs a read of the newest row and a start of the node some time
 * ({@code bench/RESULTS.md}, layouts).
 *
 * @param days of write time between its oldest row and its newest
 * @param counted by the node, where its JMX was asked and answered
 * @param trouble why it did not
 */
public record TableFiles(long days, OptionalInt counted, Optional<String> trouble) {
    private static final String NAME = "files";
    /** A year of windows of a day, and some. */
    private static final int MANY = 400;

    private static final int MONTH = 30;

    /**
     * The finding on the files of a table, which may be missing.
     *
     * @param table with its keyspace
     * @param wanted the days that the settings want to share a file
     */
    public static CheckResult judge(CassandraSnapshot facts, String table, Optional<Integer> wanted) {
        return facts.candles()
                .map(candles -> facts.files()
                        .orElse(new TableFiles(0, OptionalInt.empty(), Optional.empty()))
                        .judge(table, candles.window(), wanted))
                .orElseGet(() -> CheckResult.skip(NAME, "there is no table " + table));
    }

    CheckResult judge(String table, OptionalInt window, Optional<Integer> wanted) {
        OptionalLong files = counted.isPresent() ? OptionalLong.of(counted.getAsInt()) : windows(window);
        String number = files.isEmpty()
                ? "an unknown number of files, without CANDLESTREAM_HISTORY_JMX_PORT"
                : (counted.isPresent() ? "" : "at most ")
                        + count(files.getAsLong(), "file")
                        + (counted.isPresent() ? "" : " of finished windows");
        String kept = window.isPresent() ? ", in windows of " + count(window.getAsInt(), "day") : "";
        return new CheckBuilder(NAME)
                .warnIf(trouble.isPresent(), trouble.orElse(""), "")
                .warnIf(
                        wanted.isPresent() && !window.equals(OptionalInt.of(wanted.get())),
                        table + " is not compacted in windows of " + count(wanted.orElse(0), "day")
                                + " as the settings say",
                        "./candlestream prepare")
                .warnIf(
                        files.orElse(0) > MANY,
                        table + " lies in " + number + kept
                                + ": each read of a newest row and each start of Cassandra looks at all",
                        "CANDLESTREAM_TOOLS_CANDLES_WINDOW=\"" + MONTH
                                + " days\" ./candlestream prepare, and Cassandra merges them; or ALTER TABLE " + table
                                + " WITH compaction = " + TableWindow.compaction(MONTH))
                .orElse(table + " lies in " + number + kept);
    }

    /** At most one of each, but for files from archives, which are one a month. */
    private OptionalLong windows(OptionalInt window) {
        return window.isPresent() ? OptionalLong.of(days / window.getAsInt() + 1) : OptionalLong.empty();
    }
}
