package io.candlestream.tools.server;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.candlestream.settings.Settings;
import io.candlestream.settings.StopException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Where the tools find Cassandra and how they log in. */
public record CassandraAddress(
        String host,
        int port,
        Optional<String> username,
        Optional<String> password,
        String dataCentre,
        String keyspace) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The address that the settings name. */
    public static CassandraAddress of(Settings settings) {
        return new CassandraAddress(
                settings.text("cassandra.host"),
                settings.number("cassandra.port", 1, 65535),
                settings.optional("cassandra.username"),
                settings.optional("cassandra.password"),
                settings.text("cassandra.data-centre"),
                settings.text("cassandra.keyspace"));
    }

    /**
     * A session, the caller's to close.
     *
     * @throws StopException when nobody answers or the login is refused
     */
    public CqlSession connect() {
        CqlSessionBuilder builder = CqlSession.builder()
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                        .build())
                .addContactPoint(new InetSocketAddress(host, port))
                .withLocalDatacenter(dataCentre);
        username.ifPresent(user -> builder.withAuthCredentials(user, password.orElse("")));
        try {
            return builder.build();
        } catch (AllNodesFailedException e) {
            throw new StopException("Cannot reach Cassandra at " + host + ":" + port + ": " + reason(e), e);
        }
    }

    private static String reason(AllNodesFailedException failure) {
        return refused(failure)
                ? "login refused (check ASSET_CASSANDRA_USERNAME and ASSET_CASSANDRA_PASSWORD)"
                : "nobody answers there (check ASSET_CASSANDRA_HOST and ASSET_CASSANDRA_PORT)";
    }

    private static boolean refused(Throwable failure) {
        return failure instanceof AllNodesFailedException all
                && all.getAllErrors().values().stream()
                        .flatMap(java.util.List::stream)
                        .anyMatch(AuthenticationException.class::isInstance);
    }

    /**
     * A session, the caller's to close; empty when the login is refused.
     *
     * @throws StopException when nobody answers
     */
    public Optional<CqlSession> login() {
        try {
            return Optional.of(connect());
        } catch (StopException e) {
            if (refused(e.getCause())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The same place under another name. */
    public CassandraAddress as(String user, String itsPassword) {
        return new CassandraAddress(host, port, Optional.of(user), Optional.of(itsPassword), dataCentre, keyspace);
    }
}
