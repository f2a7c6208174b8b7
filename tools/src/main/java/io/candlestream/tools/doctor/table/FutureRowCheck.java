package io.candlestream.tools.doctor.table;

import static io.candlestream.tools.doctor.check.HumanText.count;

import io.candlestream.tools.doctor.check.CheckResult;
import java.util.List;

/** Judges whether a row from the far future stands before all others of its asset. */
public final class FutureRowCheck {
    private static final String NAME = "rows";

    private FutureRowCheck() {}

    /**
     * The finding.
     *
     * @param table with its keyspace
     */
    public static CheckResult judge(CassandraSnapshot facts, String table) {
        return facts.future().needed(NAME, facts.future().trouble(), rows -> judge(rows, table));
    }

    static CheckResult judge(List<FutureRow> rows, String table) {
        if (rows.isEmpty()) {
            return CheckResult.ok(NAME, "no asset of " + table + " has a row from the future");
        }
        FutureRow first = rows.get(0);
        return new CheckResult(
                NAME,
                CheckResult.Mark.FAIL,
                count(rows.size(), "asset") + " of " + table + " with a row from the future, such as " + first.asset()
                        + " at " + first.openTime(),
                first.deletion(table) + "; then ask the doctor again");
    }
}
