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
import java.util.List;
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

    /** The same place under another name. */
    public CassandraAddress as(String user, String itsPassword) {
        return new CassandraAddress(host, port, Optional.of(user), Optional.of(itsPassword), dataCentre, keyspace);
    }

    /**
     * A session, the caller's to close.
     *
     * @throws StopException when nobody answers or the login is refused
     */
    public CqlSession connect() {
        return login().orElseThrow(() -> new StopException("Cannot reach Cassandra at " + host + ":" + port
                + ": login refused (check ASSET_CASSANDRA_USERNAME and ASSET_CASSANDRA_PASSWORD)"));
    }

    /**
     * A session, the caller's to close; empty when the login is refused.
     *
     * @throws StopException when nobody answers
     */
    public Optional<CqlSession> login() {
        CqlSessionBuilder builder = CqlSession.builder()
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                        .build())
                .addContactPoint(new InetSocketAddress(host, port))
                .withLocalDatacenter(dataCentre);
        username.ifPresent(user -> builder.withAuthCredentials(user, password.orElse("")));
        try {
            return Optional.of(builder.build());
        } catch (AllNodesFailedException e) {
            if (refused(e)) {
                return Optional.empty();
            }
            throw new StopException(
                    "Cannot reach Cassandra at " + host + ":" + port
                            + ": nobody answers there (check ASSET_CASSANDRA_HOST and ASSET_CASSANDRA_PORT)",
                    e);
        }
    }

    private static boolean refused(AllNodesFailedException failure) {
        return failure.getAllErrors().values().stream()
                .flatMap(List::stream)
                .anyMatch(AuthenticationException.class::isInstance);
    }
}
