package io.candlestream.tools.prepare;

import io.candlestream.runtime.errors.PostgresErrors;
import io.candlestream.runtime.postgres.PostgresAddress;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.LoginGrace;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.postgresql.util.PasswordUtil;

/**
 * Makes a PostgreSQL ready: the database, where it is missing, and what the files of {@code postgres/} make. The passwords of the roles
 * go there as SCRAM verifiers (RFC 5803), so that no log of the server can show them.
 */
final class PreparePostgres {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FIRST = "schema.sql";
    private static final String LAST = "roles.sql";
    private static final String CANDLES = "assets.sql";
    private static final String CANDLES_TABLE = "assets";
    private static final String NO_DATABASE = "3D000";

    private final PostgresAddress admin;
    private final String database;
    private final String schema;
    private final Path folder;
    private final PrepareSettings settings;

    private final List<Interval> intervals;

    /** Of the role that the exporter of metrics has; empty where there shall be none. */
    private final String monitor;

    /** @param intervals of further tables of candles, which are copies of the one */
    PreparePostgres(Settings set, PrepareSettings settings, List<Interval> intervals) {
        this.intervals = intervals;
        this.admin = PostgresAddress.of(set, "postgres.", "candlestream-tools")
                .as(settings.admin(), settings.adminPassword())
                .answeringWithin(PATIENCE);
        this.database = set.text("postgres.database");
        this.schema = set.parsed(
                "postgres.schema",
                name -> Optional.of(name).filter(text -> text.matches("[a-z_][a-z0-9_]*")),
                "a name of small letters, digits and _ is needed");
        this.folder = set.parsed(
                "prepare.sql-folder",
                name -> Optional.of(Path.of(name)).filter(path -> Files.exists(path.resolve(FIRST))),
                "a folder with " + FIRST + " is needed");
        this.settings = settings;
        String password = "prepare.monitor-password";
        this.monitor = set.optional(password)
                .map(given -> verifier(set.secret(password)))
                .orElse("");
    }

    /** @throws FatalException when nobody answers within the deadline, or the admin may not do it */
    void run() {
        try (Connection connection = awaited();
                Statement statement = connection.createStatement()) {
            for (String file : files()) {
                if (file.equals(LAST)) { // which gives rights on all tables
                    for (Interval interval : intervals) {
                        statement.execute(copy(text(CANDLES), CANDLES_TABLE + "_" + interval.code()));
                    }
                }
                statement.execute(text(file));
            }
        } catch (SQLException e) {
            throw new FatalException("Cannot prepare PostgreSQL: " + PostgresErrors.describe(e), e);
        }
    }

    /** The same table under another name. */
    private String copy(String sql, String name) {
        return sql.replaceAll("\\b" + schema + "\\." + CANDLES_TABLE + "\\b", schema + ".\"" + name + '"')
                .replace("('" + CANDLES_TABLE + "',", "('" + name + "',");
    }

    private Connection awaited() {
        LoginGrace login = new LoginGrace(PostgresErrors::isLoginRefused);
        return new Retry(settings.deadline(), Backoff.constant(PAUSE))
                .until("log in to PostgreSQL at " + admin.at() + " as " + settings.admin(), () -> attempt(login));
    }

    private Connection attempt(LoginGrace login) throws UnavailableException {
        try {
            return connect();
        } catch (SQLException e) {
            String why = PostgresErrors.describe(e, PreparePostgres::setting);
            if (PostgresErrors.isTransient(e) || (PostgresErrors.isLoginRefused(e) && login.lasts(e))) {
                throw new UnavailableException(why, e);
            }
            throw new FatalException("Cannot prepare PostgreSQL: " + why, e);
        }
    }

    private Connection connect() throws SQLException {
        try {
            return admin.connect();
        } catch (SQLException e) {
            if (!NO_DATABASE.equals(e.getSQLState())) {
                throw e;
            }
        }
        try (Connection connection = admin.in("postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"" + database.replace("\"", "\"\"") + '"');
        }
        return admin.connect();
    }

    private static String setting(String key) {
        return switch (key) {
            case "username", "password" -> "prepare.admin-" + key;
            default -> "CANDLESTREAM_POSTGRES_" + key.toUpperCase(Locale.ROOT);
        };
    }

    private List<String> files() {
        try (Stream<Path> files = Files.list(folder)) {
            Stream<String> tables = files.map(file -> file.getFileName().toString())
                    .filter(name ->
                            name.endsWith(".sql") && !List.of(FIRST, LAST).contains(name))
                    .sorted();
            return Stream.of(Stream.of(FIRST), tables, Stream.of(LAST))
                    .flatMap(some -> some)
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private String text(String file) {
        try {
            return filled(Files.readString(folder.resolve(file)));
        } catch (IOException e) {
            throw unreadable(folder.resolve(file), e);
        }
    }

    private static FatalException unreadable(Path path, IOException cause) {
        return new FatalException(
                "Cannot read " + path + ": no such file (CANDLESTREAM_TOOLS_PREPARE_SQL_FOLDER)", cause);
    }

    private String filled(String sql) {
        return sql.replaceAll("\\bassets\\.", schema + ".")
                .replaceAll("(SCHEMA (?:IF NOT EXISTS )?)assets\\b", "$1" + schema)
                .replace("'assets'::", "'" + schema + "'::")
                .replaceAll("\\$\\{WRITER_PASSWORD}", Matcher.quoteReplacement(verifier(settings.writerPassword())))
                .replaceAll("\\$\\{READER_PASSWORD}", Matcher.quoteReplacement(verifier(settings.readerPassword())))
                .replaceAll("\\$\\{MONITOR_PASSWORD}", Matcher.quoteReplacement(monitor));
    }

    private static String verifier(String password) {
        return PasswordUtil.encodeScramSha256(password.toCharArray());
    }
}
