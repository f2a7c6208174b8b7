package io.candlestream.tools.doctor.table;

import java.time.Instant;

/**
 * A row that opens so long after it was collected that its time must be wrong.
 *
 * @param writtenAt the time by which Cassandra orders its writes, microseconds
 */
record FutureRow(String asset, Instant openTime, long writtenAt) {
    private static final long MARGIN_MICROS = 60_000_000;

    /** What deletes it. Its write time lies in the future as well, and a deletion of this moment would not reach it. */
    String deletion(String table) {
        return "DELETE FROM " + table + " USING TIMESTAMP " + (writtenAt + MARGIN_MICROS) + " WHERE asset_name = '"
                + asset.replace("'", "''") + "' AND timestamp = '" + openTime + "'";
    }
}
