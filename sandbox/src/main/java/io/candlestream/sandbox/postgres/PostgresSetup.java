package io.candlestream.sandbox.postgres;

import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** Makes the database and applies the files of {@code postgres/}, as an operator would. */
public record PostgresSetup(PostgresLogin superuser) {
    /** The database of the tables. */
    public static final String DATABASE = "candlestream";

    /** The role of the consumer, and the role of those who only read. */
    public static final String WRITER = "candlestream_writer";

    public static final String READER = "candlestream_reader";

    /** The role of the exporter of metrics. */
    public static final String MONITOR = "candlestream_monitor";

    private static final String SCHEMA = "schema.sql";
    private static final String ROLES = "roles.sql";

    /** Makes all that is missing; the roles get {@code password}. */
    public void all(String password) {
        database();
        tables();
        roles(password);
    }

    /** The superuser in the database of the tables. */
    public PostgresLogin owner() {
        return superuser.in(DATABASE);
    }

    void database() {
        try (Connection connection = superuser.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            if (!rows.next()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot make database " + DATABASE, e);
        }
    }

    /** Makes the tables of all streams. */
    public void tables() {
        files().forEach(file -> apply(file, text(file)));
    }

    /** Makes the roles. */
    public void roles(String password) {
        apply(ROLES, text(ROLES).replaceAll("\\$\\{(WRITER|READER|MONITOR)_PASSWORD}", password));
    }

    private static List<String> files() {
        String[] names = folder().toFile().list();
        Stream<String> tables = Stream.ofNullable(names)
                .flatMap(Stream::of)
                .filter(name -> name.endsWith(".sql") && !name.equals(SCHEMA) && !name.equals(ROLES))
                .sorted();
        return Stream.concat(Stream.of(SCHEMA), tables).toList();
    }

    private static Path folder() {
        return ProjectFolder.find().root().resolve("postgres");
    }

    private static String text(String file) {
        try {
            return Files.readString(folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void apply(String file, String sql) {
        try (Connection connection = owner().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot apply postgres/" + file, e);
        }
    }
}
