package io.candlestream.sandbox.postgres;

import io.candlestream.sandbox.proof.ProvedStore;
import io.candlestream.tools.access.PostgresTables;
import io.candlestream.tools.access.StoredTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/** The tables in a PostgreSQL, to be proved. */
public record PostgresStore(PostgresLogin login) implements ProvedStore {
    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public <T> T read(Function<StoredTables, T> work) {
        try (Connection connection = login.connect()) {
            connection.setAutoCommit(false); // only then rows come in portions
            return work.apply(new PostgresTables(connection, TABLES));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read PostgreSQL: " + e.getMessage(), e);
        }
    }
}
