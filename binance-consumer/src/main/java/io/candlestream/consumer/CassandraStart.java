package io.candlestream.consumer;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.consumer.access.CassandraAccess;
import io.candlestream.consumer.cassandra.TableCheck;
import io.candlestream.consumer.cassandra.TableMissingException;
import io.candlestream.consumer.cassandra.TableSettings;
import io.candlestream.consumer.gap.Gaps;
import io.candlestream.consumer.row.RowKind;
import io.candlestream.consumer.spark.SparkSettings;
import io.candlestream.runtime.errors.CassandraErrors;
import io.candlestream.runtime.errors.TlsErrors;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.net.InetAddress;
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
    void check(SparkConf conf) {
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

    private void check(CqlSession session, TableSettings name, RowKind<?> kind) {
        TableCheck table = new TableCheck(name, kind);
        retry().until("write to " + name.name(), () -> checked(table, session));
    }

    private Retry retry() {
        return new Retry(settings.startupDeadline(), Backoff.constant(PAUSE));
    }

    private static boolean checked(TableCheck table, CqlSession session) throws UnavailableException {
        session.refreshSchema();
        try {
            table.check(session);
            return true;
        } catch (TableMissingException e) {
            throw new UnavailableException(e.getMessage(), e);
        }
    }

    private CqlSession open(SparkConf conf) {
        LoginGrace login = new LoginGrace(LOGIN_GRACE, System::nanoTime);
        String goal = "connect to Cassandra at " + settings.spark().cassandra();
        return retry().until(goal, () -> attempt(conf, goal, login));
    }

    private static CqlSession attempt(SparkConf conf, String goal, LoginGrace login) throws UnavailableException {
        try {
            for (String host : conf.get(SparkSettings.CASSANDRA_HOST).split(",", -1)) {
                // The connector drops a host that it cannot resolve, and without any it connects to this machine.
                InetAddress.getByName(host.strip());
            }
            return CassandraAccess.connector(conf).openSession();
        } catch (FatalException | SettingsException e) {
            throw e;
        } catch (Exception e) { // the connector, being Scala, throws IOException undeclared
            if (TlsErrors.CASSANDRA.describe(e).isPresent() || !login.lasts(e)) {
                throw new FatalException("Cannot " + goal + ": " + reason(e), e);
            }
            throw new UnavailableException(reason(e), e);
        }
    }

    private static String reason(Exception failure) {
        String wayOut = CassandraErrors.isLoginRefused(failure)
                ? " (ASSET_CASSANDRA_USERNAME, ASSET_CASSANDRA_PASSWORD)"
                : " (ASSET_CASSANDRA_HOST, ASSET_CASSANDRA_PORT, ASSET_CASSANDRA_TLS)";
        return TlsErrors.CASSANDRA.describe(failure).orElseGet(() -> CassandraErrors.describe(failure) + wayOut);
    }
}
