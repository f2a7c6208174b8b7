package io.candlestream.consumer.sink.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.consumer.access.Patience;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.http.TlsErrors;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.spark.SparkConf;

/**
 * Waits for Cassandra at start, logs in and has a table checked.
 *
 * @param conf as the connector has to see it
 * @param deadline how long Cassandra may be away, and how long a table may be missing
 */
record CassandraPreflight(SparkConf conf, Duration deadline) {
    private static final Duration LOGIN_GRACE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** @throws io.candlestream.runtime.settings.FatalException when Cassandra stays away, the login is refused or the table is wrong */
    void check(TableSettings table, RowLayout<?> layout) throws InterruptedException {
        try (CqlSession session = open()) {
            TableCheck check = new TableCheck(table, layout);
            new Patience(deadline, PAUSE)
                    .until(
                            "write to " + table.name(),
                            () -> checked(check, session),
                            (failure, waited) -> failure instanceof TableMissingException,
                            Throwable::getMessage);
        }
    }

    private static boolean checked(TableCheck check, CqlSession session) {
        session.refreshSchema();
        check.check(session);
        return true;
    }

    private CqlSession open() throws InterruptedException {
        LoginGrace login = new LoginGrace(LOGIN_GRACE);
        return new Patience(deadline, PAUSE)
                .until(
                        "connect to Cassandra at " + address(),
                        this::attempt,
                        (failure, waited) ->
                                TlsErrors.CASSANDRA.words(failure).isEmpty() && login.remains(failure, waited),
                        CassandraPreflight::reason);
    }

    /** As {@code host:port}, with commas between several. */
    private String address() {
        return ConnectorConf.address(conf);
    }

    private CqlSession attempt() throws UnknownHostException {
        for (String host : conf.get(ConnectorConf.HOST).split(",", -1)) {
            // The connector drops a host that it cannot resolve, and without any it connects to this machine.
            InetAddress.getByName(host.strip());
        }
        return CassandraAccess.connector(conf).openSession();
    }

    private static String reason(Exception failure) {
        String wayOut = Failures.login(failure)
                ? " (ASSET_CASSANDRA_USERNAME, ASSET_CASSANDRA_PASSWORD)"
                : " (ASSET_CASSANDRA_HOST, ASSET_CASSANDRA_PORT, ASSET_CASSANDRA_TLS)";
        return TlsErrors.CASSANDRA.words(failure).orElseGet(() -> Failures.reason(failure) + wayOut);
    }
}
