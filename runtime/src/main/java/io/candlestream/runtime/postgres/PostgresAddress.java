package io.candlestream.runtime.postgres;

import io.candlestream.runtime.errors.PostgresErrors;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.HostPort;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.Tls;
import io.candlestream.runtime.tls.TlsSockets;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.postgresql.Driver;

/**
 * Where a program finds PostgreSQL and how it logs in, as the driver takes it.
 *
 * @param url without a login
 * @param properties of the connection, the password among them
 */
public record PostgresAddress(String url, Map<String, String> properties) {
    private static final String SCHEME = "jdbc:postgresql://";
    private static final int MOST_PORT = 65_535;
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    public PostgresAddress {
        properties = Map.copyOf(properties);
    }

    /**
     * The address that {@code settings} name behind {@code prefix}, such as {@code postgres.}.
     *
     * @param program the name under which the server knows its connections
     */
    public static PostgresAddress of(Settings settings, String prefix, String program) {
        List<HostPort> hosts = HostPort.list(settings, prefix + "host", settings.number(prefix + "port", 1, MOST_PORT));
        String database = encoded(settings.text(prefix + "database"));
        Map<String, String> properties = new TreeMap<>();
        properties.put("ApplicationName", program);
        properties.put("connectTimeout", seconds(LONGEST_CONNECT));
        properties.put("loginTimeout", seconds(LONGEST_CONNECT));
        properties.put("tcpKeepAlive", "true");
        properties.put("targetServerType", hosts.size() == 1 ? "any" : "primary");
        settings.optional(prefix + "username").ifPresent(user -> properties.put("user", user));
        settings.optional(prefix + "password").ifPresent(password -> properties.put("password", password));
        properties.put("sslmode", "disable");
        Tls.of(settings, prefix).map(TlsSockets::properties).ifPresent(properties::putAll);
        return new PostgresAddress(SCHEME + HostPort.text(hosts) + "/" + database, properties);
    }

    private static String seconds(Duration time) {
        return String.valueOf(Math.max(1, time.toSeconds()));
    }

    /** A connection, the caller's to close. */
    public Connection connect() throws SQLException {
        Properties all = new Properties();
        properties.forEach(all::setProperty);
        return new Driver().connect(url, all);
    }

    /**
     * The same for a person who waits.
     *
     * @param setting the name under which that person knows a setting, such as {@code host}
     * @throws FatalException when nobody answers or the login is refused
     */
    public Connection connect(UnaryOperator<String> setting) {
        try {
            return connect();
        } catch (SQLException e) {
            throw new FatalException(
                    "Cannot reach PostgreSQL at " + at() + ": " + PostgresErrors.describe(e, setting), e);
        }
    }

    /** The same with a limit to each answer of the server. */
    public PostgresAddress answeringWithin(Duration time) {
        return with("socketTimeout", seconds(time));
    }

    /** The same place under another name. */
    public PostgresAddress as(String user, String password) {
        return with("user", user).with("password", password);
    }

    /** Another database of the same server. */
    public PostgresAddress in(String database) {
        return new PostgresAddress(url.substring(0, url.lastIndexOf('/') + 1) + encoded(database), properties);
    }

    private static String encoded(String database) {
        return URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /** The same with options of the session, such as {@code -c synchronous_commit=on}. */
    public PostgresAddress with(String name, String value) {
        Map<String, String> more = new TreeMap<>(properties);
        more.put(name, value);
        return new PostgresAddress(url, more);
    }

    /** Host, port and database, for messages. */
    public String at() {
        return url.substring(SCHEME.length());
    }

    @Override
    public String toString() {
        return at();
    }
}
