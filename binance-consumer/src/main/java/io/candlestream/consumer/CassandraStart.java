package io.candlestream.consumer;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.consumer.access.CassandraAccess;
import io.candlestream.consumer.cassandra.Failures;
import io.candlestream.consumer.cassandra.TableCheck;
import io.candlestream.consumer.cassandra.TableMissingException;
import io.candlestream.consumer.cassandra.TableSettings;
import io.candlestream.consumer.gap.Gaps;
import io.candlestream.consumer.row.RowKind;
import io.candlestream.consumer.spark.SparkSettings;
import io.candlestream.runtime.http.TlsErrors;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.spark.SparkConf;

/** Waits for Cassandra at start, logs in and has the tables checked. */
final class CassandraStart {
    private static final Duration LOGIN_GRACE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ConsumerSettings settings;

    CassandraStart(ConsumerSettings settings) {
        this.settings = settings;
    }

    /** @throws io.candlestream.runtime.settings.FatalException when Cassandra stays away, the login is refused or a table is wrong */
    void check(SparkConf conf) throws InterruptedException {
        try (CqlSession session = open(conf)) {
            check(session, settings.table(), settings.klines());
            if (settings.gapsTable().isPresent()) {
                check(
                        session,
                        settings.gapsTable().get(),
                        Gaps.ofContract(settings.klines().maxTextBytes()));
            }
        }
    }

    private void check(CqlSession session, TableSettings name, RowKind<?> kind) throws InterruptedException {
        TableCheck table = new TableCheck(name, kind);
        new Patience(settings.startupDeadline(), PAUSE)
                .until(
                        "write to " + name.name(),
                        () -> checked(table, session),
                        (failure, waited) -> failure instanceof TableMissingException,
                        Throwable::getMessage);
    }

    private static boolean checked(TableCheck table, CqlSession session) {
        session.refreshSchema();
        table.check(session);
        return true;
    }

    private CqlSession open(SparkConf conf) throws InterruptedException {
        LoginGrace login = new LoginGrace(LOGIN_GRACE);
        return new Patience(settings.startupDeadline(), PAUSE)
                .until(
                        "connect to Cassandra at " + settings.spark().cassandra(),
                        () -> attempt(conf),
                        (failure, waited) ->
                                TlsErrors.CASSANDRA.words(failure).isEmpty() && login.remains(failure, waited),
                        CassandraStart::reason);
    }

    private CqlSession attempt(SparkConf conf) throws UnknownHostException {
        for (String host : conf.get(SparkSettings.CASSANDRA_HOST).split(",", -1)) {
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
