package io.candlestream.sandbox.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/** Where a PostgreSQL listens and who logs in. */
public record PostgresLogin(String host, int port, String database, String user, String password) {
    private static final String ANSWER_SECONDS = "30";

    /** A connection, the caller's to close. */
    public Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("connectTimeout", "2");
        login.setProperty("socketTimeout", ANSWER_SECONDS);
        return new Driver().connect("jdbc:postgresql://" + host + ":" + port + "/" + database, login);
    }

    /** The same place under another name. */
    public PostgresLogin as(String otherUser, String otherPassword) {
        return new PostgresLogin(host, port, database, otherUser, otherPassword);
    }

    /** Another database of the same server. */
    PostgresLogin in(String otherDatabase) {
        return new PostgresLogin(host, port, otherDatabase, user, password);
    }

    /** The variables by which every program of ours logs in so. */
    public Map<String, String> environment() {
        return Map.of(
                "CANDLESTREAM_POSTGRES_HOST", host,
                "CANDLESTREAM_POSTGRES_PORT", String.valueOf(port),
                "CANDLESTREAM_POSTGRES_DATABASE", database,
                "CANDLESTREAM_POSTGRES_USERNAME", user,
                "CANDLESTREAM_POSTGRES_PASSWORD", password);
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
