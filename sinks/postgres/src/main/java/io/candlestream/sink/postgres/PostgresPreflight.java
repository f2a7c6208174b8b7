package io.candlestream.sink.postgres;

import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.errors.PostgresErrors;
import io.candlestream.runtime.postgres.PostgresAddress;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.LoginGrace;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

/**
 * Waits for PostgreSQL at start, has a table checked and its partitions made.
 *
 * @param sink its name, by which messages say which settings are meant
 * @param deadline how long the server may be away, and how long a table may be missing
 */
record PostgresPreflight(String sink, PostgresAddress address, Duration deadline) {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** @throws FatalException when the server stays away, the login is refused or the table is wrong */
    void check(TableName table, RowLayout<?> layout) {
        LoginGrace login = new LoginGrace(PostgresErrors::isLoginRefused);
        new Retry(deadline, Backoff.constant(PAUSE))
                .until(
                        "write to PostgreSQL table " + table + " at " + address.at(),
                        () -> checked(table, layout, login));
    }

    private boolean checked(TableName table, RowLayout<?> layout, LoginGrace login) throws UnavailableException {
        try {
            try (Connection connection = address.connect()) {
                new PostgresTableCheck(table, layout).check(connection);
            }
            try (PostgresSession session = PostgresSession.open(address)) {
                session.tend(table.schema());
            }
            return true;
        } catch (SQLException e) {
            String why = PostgresErrors.describe(e, this::setting)
                    + (PostgresErrors.isMissing(e) ? " (" + table.files() + ")" : "");
            if (PostgresErrors.isTransient(e)
                    || PostgresErrors.isMissing(e)
                    || (PostgresErrors.isLoginRefused(e) && login.lasts(e))) {
                throw new UnavailableException(why, e);
            }
            throw new FatalException(
                    "Cannot write to PostgreSQL table " + table + " at " + address.at() + ": " + why, e);
        }
    }

    /** The variable, where there is one: those are of the sink {@code postgres} alone. */
    private String setting(String key) {
        return sink.equals(PostgresSinkFactory.TYPE)
                ? "CANDLESTREAM_POSTGRES_" + key.toUpperCase(Locale.ROOT)
                : "candlestream.consumer.sinks." + sink + "." + key;
    }
}
