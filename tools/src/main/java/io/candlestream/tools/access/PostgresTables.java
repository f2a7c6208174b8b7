package io.candlestream.tools.access;

import io.candlestream.runtime.postgres.PostgresAddress;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/** The way to the tables in PostgreSQL that the settings name. */
public final class PostgresTables {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private PostgresTables() {}

    /**
     * A connection that takes names without a schema for those of the tables; reads come a page at a time.
     *
     * @throws FatalException when nobody answers or the login is refused
     */
    public static Connection connect(Settings settings) throws SQLException {
        Connection connection = PostgresAddress.of(settings, "postgres.", "candlestream-tools")
                .answeringWithin(PATIENCE)
                .connect(key -> "CANDLESTREAM_POSTGRES_" + key.toUpperCase(Locale.ROOT));
        connection.setSchema(settings.text("postgres.schema"));
        connection.setAutoCommit(false);
        return connection;
    }

    /** A value as a person reads it: times in UTC, numbers without an exponent, nothing for null. */
    public static String text(ResultSet row, int column) throws SQLException {
        boolean time = row.getMetaData().getColumnTypeName(column).equals("timestamptz");
        Object value = row.getObject(column);
        if (time && value instanceof Timestamp moment) {
            return moment.toInstant().toString();
        }
        return value instanceof BigDecimal number ? number.toPlainString() : Objects.toString(value, "");
    }
}
