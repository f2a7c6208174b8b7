package io.candlestream.tools.doctor.table;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.candlestream.schema.CandleTimes;
import io.candlestream.tools.doctor.check.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the newest row of each asset, of which one from the far future hides all others. */
record FutureRows(CqlSession session, String table, Duration patience) {
    ProbeResult<List<FutureRow>> ask() {
        List<FutureRow> rows = new ArrayList<>();
        try {
            for (Row row : session.execute(SimpleStatement.newInstance("SELECT asset_name, timestamp, collected_at,"
                            + " WRITETIME(open) AS written_at FROM " + table + " PER PARTITION LIMIT 1")
                    .setTimeout(patience))) {
                future(row).ifPresent(rows::add);
            }
            return ProbeResult.of(rows);
        } catch (DriverException e) {
            return ProbeResult.none("the newest rows cannot be read: " + e.getMessage());
        }
    }

    /** A row that somebody else wrote, without a time of collecting, was collected by now. */
    private static Optional<FutureRow> future(Row row) {
        Instant now = Instant.now();
        Instant opens = Optional.ofNullable(row.getInstant("timestamp")).orElse(now);
        Instant collected = Optional.ofNullable(row.getInstant("collected_at")).orElse(now);
        return CandleTimes.isFromTheFuture(opens.toEpochMilli(), collected.toEpochMilli())
                ? Optional.of(new FutureRow(
                        String.valueOf(row.getString("asset_name")),
                        opens,
                        row.isNull("written_at") ? now.toEpochMilli() * 1000 : row.getLong("written_at")))
                : Optional.empty();
    }
}
