package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.errors.CassandraErrors;
import io.candlestream.runtime.errors.TlsErrors;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.LoginGrace;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * Waits for Cassandra at start, logs in and has a table checked.
 *
 * @param sink its name, by which messages say which settings are meant
 * @param conf as the connector has to see it
 * @param deadline how long Cassandra may be away, and how long a table may be missing
 */
record CassandraPreflight(String sink, SparkConf conf, Duration deadline) {
    private static final Duration PAUSE = Duration.ofMillis(500);
    /** More than the driver waits for the nodes to agree on a schema, which is 10 s. */
    private static final int LONGEST_REFRESH_SECONDS = 15;

    /** @throws FatalException when Cassandra stays away, the login is refused or the table is wrong */
    void check(TableSettings table, RowLayout<?> layout) {
        try (CqlSession session = open()) {
            TableCheck check = new TableCheck(table, layout);
            retry().until("write to " + table.name(), () -> checked(check, session));
        }
    }

    /** Whether there is such a table, of whichever shape. */
    boolean holds(TableSettings table) {
        try (CqlSession session = open()) {
            return session.getMetadata()
                    .getKeyspace(CqlIdentifier.fromInternal(table.keyspace()))
                    .flatMap(keyspace -> keyspace.getTable(CqlIdentifier.fromInternal(table.table())))
                    .isPresent();
        }
    }

    private Retry retry() {
        return new Retry(deadline, Backoff.constant(PAUSE));
    }

    private static boolean checked(TableCheck check, CqlSession session) throws UnavailableException {
        try {
            session.execute("SELECT release_version FROM system.local"); // whether a node answers at all
            refresh(session);
            check.check(session);
            return true;
        } catch (DriverException | IllegalStateException e) {
            // A session of before that has lost its node; the driver's word for it is an IllegalStateException.
            throw new UnavailableException(CassandraErrors.describe(e), e);
        }
    }

    /** Once a refresh has met a lost connection, no later one of that session ever ends: then the tables are as they were. */
    private static void refresh(CqlSession session) throws UnavailableException {
        try {
            session.refreshSchemaAsync()
                    .toCompletableFuture()
                    .orTimeout(LONGEST_REFRESH_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw new UnavailableException(CassandraErrors.describe(e.getCause()), e);
            }
        }
    }

    private CqlSession open() {
        LoginGrace login = new LoginGrace(CassandraErrors::isLoginRefused);
        String goal = "connect to Cassandra at " + ConnectorConf.address(conf);
        return retry().until(goal, () -> attempt(goal, login));
    }

    private CqlSession attempt(String goal, LoginGrace login) throws UnavailableException {
        try {
            for (String host : conf.get(ConnectorConf.HOST).split(",", -1)) {
                // The connector drops a host that it cannot resolve, and without any it connects to this machine.
                InetAddress.getByName(host.strip());
            }
            return CassandraAccess.connector(conf).openSession();
        } catch (FatalException | SettingsException e) {
            throw e;
        } catch (Exception e) { // the connector, being Scala, throws IOException undeclared
            if (tls().describe(e).isPresent() || !login.lasts(e)) {
                throw new FatalException("Cannot " + goal + ": " + reason(e), e);
            }
            throw new UnavailableException(reason(e), e);
        }
    }

    private String reason(Exception failure) {
        Stream<String> wayOut = CassandraErrors.isLoginRefused(failure)
                ? Stream.of("username", "password")
                : Stream.of("host", "port", "tls");
        return tls().describe(failure)
                .orElseGet(() -> CassandraErrors.describe(failure)
                        + wayOut.map(this::setting).collect(Collectors.joining(", ", " (", ")")));
    }

    private TlsErrors tls() {
        return new TlsErrors(setting("host"), setting("tls"), setting("truststore"), setting("keystore"));
    }

    /** The variable, where there is one: those of the contract are of the sink {@code cassandra} alone. */
    private String setting(String key) {
        return sink.equals(CassandraSinkFactory.TYPE)
                ? "ASSET_CASSANDRA_" + key.toUpperCase(Locale.ROOT)
                : "candlestream.consumer.sinks." + sink + "." + key;
    }
}
