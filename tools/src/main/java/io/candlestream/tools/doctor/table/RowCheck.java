package io.candlestream.tools.doctor.table;

import static io.candlestream.tools.doctor.finding.Words.count;

import io.candlestream.tools.doctor.finding.Finding;
import java.util.List;

/** Judges whether a row from the far future stands before all others of its asset. */
public final class RowCheck {
    private static final String NAME = "rows";

    private RowCheck() {}

    /**
     * The finding.
     *
     * @param table with its keyspace
     */
    public static Finding judge(CassandraFacts facts, String table) {
        return facts.future().needed(NAME, facts.future().trouble(), rows -> judge(rows, table));
    }

    static Finding judge(List<FutureRow> rows, String table) {
        if (rows.isEmpty()) {
            return Finding.ok(NAME, "no asset of " + table + " has a row from the future");
        }
        FutureRow first = rows.get(0);
        return new Finding(
                NAME,
                Finding.Mark.FAIL,
                count(rows.size(), "asset") + " of " + table + " with a row from the future, such as " + first.asset()
                        + " at " + first.openTime(),
                first.deletion(table) + "; then ask the doctor again");
    }
}
