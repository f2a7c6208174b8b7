package io.candlestream.sandbox.server;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLContext;

/**
 * Where a Cassandra listens and who logs in.
 *
 * @param tls what TLS is spoken with, where it is
 */
public record CassandraLogin(String host, int port, String user, String password, Optional<SSLContext> tls) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A drill must not wait for its own session when a killed node is back. */
    private static final Duration RECONNECTION = Duration.ofMillis(200);

    private static final Duration SCHEMA_WINDOW = Duration.ofMillis(10);

    /** A login without TLS. */
    public CassandraLogin(String host, int port, String user, String password) {
        this(host, port, user, password, Optional.empty());
    }

    /**
     * A session, the caller's to close.
     *
     * @throws DriverException when nobody answers or the login is refused
     * @throws IllegalStateException when the thread is interrupted meanwhile
     */
    public CqlSession connect() {
        DriverConfigLoader config = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, RECONNECTION)
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, RECONNECTION)
                .withBoolean(DefaultDriverOption.REQUEST_WARN_IF_SET_KEYSPACE, false)
                // By default each end of a session and each failed connect takes two seconds, each CREATE one.
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, SCHEMA_WINDOW)
                .build();
        CqlSessionBuilder builder = CqlSession.builder()
                .withConfigLoader(config)
                .addContactPoint(new InetSocketAddress(host, port))
                .withLocalDatacenter("datacenter1")
                .withAuthCredentials(user, password);
        tls.ifPresent(builder::withSslContext);
        try {
            // Its own build() waits for ten seconds whatever happens, also when a person presses Ctrl-C.
            return builder.buildAsync().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DriverException failure
                    ? failure.copy()
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while connecting to Cassandra", e);
        }
    }

    /** The same place under another name. */
    public CassandraLogin as(String otherUser, String otherPassword) {
        return new CassandraLogin(host, port, otherUser, otherPassword, tls);
    }

    /** The variables by which every program of ours logs in so. */
    public Map<String, String> environment() {
        return Map.of(
                "ASSET_CASSANDRA_HOST", host,
                "ASSET_CASSANDRA_PORT", String.valueOf(port),
                "ASSET_CASSANDRA_USERNAME", user,
                "ASSET_CASSANDRA_PASSWORD", password);
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port;
    }
}
