package io.candlestream.sandbox.server;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Where a Cassandra listens and who logs in. */
public record CassandraLogin(String host, int port, String user, String password) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A drill must not wait for its own session when a killed node is back. */
    private static final Duration RECONNECTION = Duration.ofMillis(200);

    /** A session, the caller's to close. */
    public CqlSession connect() {
        DriverConfigLoader config = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, RECONNECTION)
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, RECONNECTION)
                .withBoolean(DefaultDriverOption.REQUEST_WARN_IF_SET_KEYSPACE, false)
                .build();
        return CqlSession.builder()
                .withConfigLoader(config)
                .addContactPoint(new InetSocketAddress(host, port))
                .withLocalDatacenter("datacenter1")
                .withAuthCredentials(user, password)
                .build();
    }

    /** The same place under another name. */
    public CassandraLogin as(String otherUser, String otherPassword) {
        return new CassandraLogin(host, port, otherUser, otherPassword);
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port;
    }
}
