package io.candlestream.dashboard.table;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import io.candlestream.dashboard.chart.TableUnavailableException;
import io.candlestream.runtime.cassandra.CassandraAddress;
import io.candlestream.runtime.program.Program;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to a Cassandra that may be away: a caller gets that answer at once, and it is connected to again by
 * itself when it is back.
 */
public final class CassandraLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CassandraLink.class);
    private static final long RETRY_SECONDS = 2;

    /** After so long a container may have come back at another address, which only a new session looks up. */
    private static final Duration RENEW_AFTER = Duration.ofSeconds(30);

    private final CassandraAddress address;
    private final Map<String, PreparedStatement> prepared = new ConcurrentHashMap<>();
    private final ScheduledExecutorService connector =
            Executors.newSingleThreadScheduledExecutor(Program.daemons("cassandra-link"));
    private volatile Optional<CqlSession> session = Optional.empty();
    private volatile Optional<Absence> absence = Optional.of(new Absence(Instant.now(), "not connected yet"));

    public CassandraLink(CassandraAddress address) {
        this.address = address;
    }

    /** Since when nobody answers, and why. */
    public record Absence(Instant since, String why) {}

    /** Connects in the background, and again whenever that is needed. */
    public void start() {
        var unused = connector.scheduleWithFixedDelay(Program.ending(this::tend), 0, RETRY_SECONDS, TimeUnit.SECONDS);
    }

    /** Empty while Cassandra answers. */
    public Optional<Absence> absence() {
        return absence;
    }

    private void tend() {
        boolean stale = absence.map(away -> away.since().plus(RENEW_AFTER).isBefore(Instant.now()))
                .orElse(false);
        if (session.isPresent() && stale) {
            drop();
        }
        if (session.isEmpty()) {
            connect();
        }
    }

    private void connect() {
        try {
            session = Optional.of(address.connect());
            present();
        } catch (RuntimeException e) {
            away(String.valueOf(e.getMessage()));
        }
    }

    private void drop() {
        session.ifPresent(CqlSession::close);
        session = Optional.empty();
        prepared.clear();
    }

    private synchronized void present() {
        if (absence.isPresent()) {
            log.info("Cassandra answers at {}", address.at());
            absence = Optional.empty();
        }
    }

    private synchronized void away(String why) {
        if (absence.isEmpty() || !absence.get().why().equals(why)) {
            log.warn("Waiting for Cassandra: {}", why);
        }
        absence = Optional.of(new Absence(absence.map(Absence::since).orElseGet(Instant::now), why));
    }

    /**
     * All rows of a query.
     *
     * @throws TableUnavailableException when nobody answers, or there is no such table yet
     */
    List<Row> rows(String query, Object... values) {
        CqlSession open = session();
        try {
            PreparedStatement statement = prepared.computeIfAbsent(query, open::prepare);
            List<Row> rows = open.execute(statement.bind(values)).all();
            present();
            return rows;
        } catch (QueryValidationException e) {
            throw new TableUnavailableException("Cannot read the table: " + e.getMessage(), e);
        } catch (DriverException | IllegalStateException e) { // the latter where it was closed meanwhile
            away("nobody answers at " + address.at());
            throw new TableUnavailableException(
                    "Cannot read the table: " + absence.map(Absence::why).orElse(""), e);
        }
    }

    /** Whether there is such a column, as far as is known without asking. */
    boolean has(String keyspace, String table, String column) {
        return session()
                .getMetadata()
                .getKeyspace(CqlIdentifier.fromInternal(keyspace))
                .flatMap(found -> found.getTable(CqlIdentifier.fromInternal(table)))
                .flatMap(found -> found.getColumn(column))
                .isPresent();
    }

    private CqlSession session() {
        return session.orElseThrow(() -> new TableUnavailableException(
                "Cannot read the table: " + absence.map(Absence::why).orElse("not connected yet")));
    }

    @Override
    public void close() {
        connector.shutdownNow();
        session.ifPresent(CqlSession::close);
    }
}
