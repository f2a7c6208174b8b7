package io.candlestream.tools.doctor.postgres;

import io.candlestream.runtime.errors.PostgresErrors;
import io.candlestream.runtime.postgres.PostgresAddress;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.tools.access.PostgresTables;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.doctor.check.ProbeResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks PostgreSQL how it is.
 *
 * @param tables those that have to be there
 */
public record PostgresProbe(PostgresAddress address, String schema, List<String> tables) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String SERVER = "SELECT current_setting('server_version') AS version,"
            + " current_setting('transaction_read_only') AS read_only, pg_database_size(current_database()) AS bytes";

    /** A cut table whose newest partition does not lie behind now. */
    private static final String AHEAD =
            "SELECT count(*) AS behind FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                    + " WHERE i.inhparent = to_regclass(?)"
                    + " AND to_timestamp(substring(c.relname FROM '^(?!pg_).*_(\\d{6,8})$'), 'YYYYMMDD') > now()";

    private static final String CUT = "SELECT relkind = 'p' AS cut FROM pg_class WHERE oid = to_regclass(?)";

    /** Empty where no login is set. */
    public static Optional<PostgresProbe> of(Settings settings, List<String> tables) {
        return settings.optional("postgres.username")
                .map(user -> new PostgresProbe(
                        PostgresAddress.of(settings, "postgres.", "candlestream-tools")
                                .answeringWithin(PATIENCE),
                        settings.text("postgres.schema"),
                        tables));
    }

    /** What it says; without an answer why, and the setting that may be wrong. */
    public ProbeResult<PostgresSnapshot> ask() {
        try (Connection connection = address.connect()) {
            StoredTables store = new PostgresTables(connection, schema);
            StoredRow server = store.rows(SERVER, 1).iterator().next();
            List<String> missing =
                    tables.stream().filter(table -> !store.has(table)).toList();
            List<String> withoutAhead = new ArrayList<>();
            for (String table : tables) {
                if (!missing.contains(table) && isCut(store, table) && behind(store, table) == 0) {
                    withoutAhead.add(table);
                }
            }
            return ProbeResult.of(new PostgresSnapshot(
                    server.text("version"),
                    "on".equals(server.text("read_only")),
                    missing,
                    withoutAhead,
                    server.number("bytes")));
        } catch (SQLException e) {
            return ProbeResult.none(
                    PostgresErrors.describe(e, setting -> "CANDLESTREAM_POSTGRES_" + setting.toUpperCase(Locale.ROOT)));
        }
    }

    private static boolean isCut(StoredTables store, String table) {
        return store.rows(CUT, 1, store.named(table)).iterator().next().flag("cut");
    }

    private static long behind(StoredTables store, String table) {
        return store.rows(AHEAD, 1, store.named(table)).iterator().next().number("behind");
    }
}
