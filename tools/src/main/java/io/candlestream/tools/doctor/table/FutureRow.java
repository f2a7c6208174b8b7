package io.candlestream.tools.doctor.table;

import static io.candlestream.tools.doctor.check.HumanText.count;

import io.candlestream.tools.doctor.check.CheckResult;
import java.time.Instant;
import java.util.List;

/**
 * A row that opens so long after it was collected that its time must be wrong.
 *
 * @param writtenAt the time by which Cassandra orders its writes, microseconds
 */
public record FutureRow(String asset, Instant openTime, long writtenAt) {
    private static final String NAME = "rows";
    private static final long MARGIN_MICROS = 60_000_000;

    /** What deletes it. Its write time lies in the future as well, and a deletion of this moment would not reach it. */
    String deletion(String table) {
        return "DELETE FROM " + table + " USING TIMESTAMP " + (writtenAt + MARGIN_MICROS) + " WHERE asset_name = '"
                + asset.replace("'", "''") + "' AND timestamp = '" + openTime + "'";
    }

    /**
     * The finding on the newest rows: one from the far future stands before all others of its asset.
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
