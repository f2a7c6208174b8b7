package io.candlestream.runtime.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.internal.core.loadbalancing.BasicLoadBalancingPolicy;
import com.datastax.oss.driver.internal.core.ssl.DefaultSslEngineFactory;
import io.candlestream.runtime.errors.CassandraErrors;
import io.candlestream.runtime.errors.TlsErrors;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.HostPort;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.Tls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where a program finds Cassandra and how it logs in. */
public record CassandraAddress(
        List<HostPort> hosts,
        Optional<String> username,
        Optional<String> password,
        Optional<Tls> tls,
        String dataCentre,
        String keyspace) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long a session that outlives its node may not notice that it is back; the driver's own choice is a minute. */
    private static final Duration SCHEMA_WINDOW = Duration.ofMillis(10);

    private static final Duration LONGEST_RECONNECTION = Duration.ofSeconds(2);

    /** The address that the settings name. */
    public static CassandraAddress of(Settings settings) {
        return new CassandraAddress(
                HostPort.list(settings, "cassandra.host", settings.number("cassandra.port", 1, 65535)),
                settings.optional("cassandra.username"),
                settings.optional("cassandra.password"),
                Tls.of(settings, "cassandra."),
                settings.text("cassandra.data-centre"),
                settings.text("cassandra.keyspace"));
    }

    /**
     * A session, the caller's to close.
     *
     * @throws FatalException when nobody answers or the login is refused
     */
    public CqlSession connect() {
        return connect(
                CqlSession.builder().withConfigLoader(driver(PATIENCE).build()).withLocalDatacenter(dataCentre));
    }

    /**
     * A session with the nodes of every data centre, for anyone who wants to see how things are; the caller's to close.
     *
     * @param patience of each question
     * @throws FatalException when nobody answers or the login is refused
     */
    public CqlSession connectAnywhere(Duration patience) {
        return connect(CqlSession.builder()
                .withConfigLoader(driver(patience)
                        .withClass(DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS, BasicLoadBalancingPolicy.class)
                        .build()));
    }

    private CqlSession connect(CqlSessionBuilder builder) {
        hosts.forEach(node -> builder.addContactPoint(new InetSocketAddress(node.host(), node.port())));
        username.ifPresent(user -> builder.withAuthCredentials(user, password.orElse("")));
        try {
            return builder.build();
        } catch (AllNodesFailedException e) {
            throw new FatalException("Cannot reach Cassandra at " + at() + ": " + reason(e), e);
        }
    }

    private ProgrammaticDriverConfigLoaderBuilder driver(Duration patience) {
        ProgrammaticDriverConfigLoaderBuilder driver = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, patience)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, patience)
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, LONGEST_RECONNECTION)
                // By default each end of a session and each failed connect takes two seconds, each CREATE one.
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, SCHEMA_WINDOW);
        tls.ifPresent(wanted -> {
            driver.withClass(DefaultDriverOption.SSL_ENGINE_FACTORY_CLASS, DefaultSslEngineFactory.class)
                    .withBoolean(
                            DefaultDriverOption.SSL_HOSTNAME_VALIDATION, wanted.hostCheck() == Tls.HostCheck.REQUIRED);
            wanted.trusted().ifPresent(file -> driver.withString(
                            DefaultDriverOption.SSL_TRUSTSTORE_PATH, file.path().toString())
                    .withString(DefaultDriverOption.SSL_TRUSTSTORE_PASSWORD, file.password()));
            wanted.own().ifPresent(file -> driver.withString(
                            DefaultDriverOption.SSL_KEYSTORE_PATH, file.path().toString())
                    .withString(DefaultDriverOption.SSL_KEYSTORE_PASSWORD, file.password()));
        });
        return driver;
    }

    private static String reason(AllNodesFailedException failure) {
        return TlsErrors.CASSANDRA
                .describe(failure)
                .orElse(
                        CassandraErrors.isLoginRefused(failure)
                                ? "login refused (check ASSET_CASSANDRA_USERNAME and ASSET_CASSANDRA_PASSWORD)"
                                : "nobody answers there (check ASSET_CASSANDRA_HOST, ASSET_CASSANDRA_PORT and ASSET_CASSANDRA_TLS)");
    }

    /**
     * A session, the caller's to close; empty when the login is refused.
     *
     * @throws FatalException when nobody answers
     */
    public Optional<CqlSession> login() {
        try {
            return Optional.of(connect());
        } catch (FatalException e) {
            if (CassandraErrors.isLoginRefused(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Its nodes, for messages. */
    public String at() {
        return HostPort.text(hosts);
    }

    /** The same place under another name. */
    public CassandraAddress as(String user, String itsPassword) {
        return new CassandraAddress(hosts, Optional.of(user), Optional.of(itsPassword), tls, dataCentre, keyspace);
    }
}
