package io.candlestream.tools.doctor.table;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import io.candlestream.runtime.cassandra.CassandraAddress;
import io.candlestream.runtime.cassandra.NodeJmx;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.CassandraRow;
import io.candlestream.tools.doctor.check.ProbeResult;
import io.candlestream.tools.doctor.table.CassandraSnapshot.Node;
import io.candlestream.tools.doctor.table.Rights.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Asks Cassandra all that the doctor wants to know, each question for a few seconds at most; changes nothing. */
public record CassandraProbe(
        CassandraAddress address, String candles, String gaps, List<String> others, Optional<JmxAddress> jmx) {
    /** Of so many assets the oldest row is looked up. */
    private static final int OLDEST_OF = 5;

    private static final long MICROS_OF_A_DAY = 86_400_000_000L;
    private static final long MICROS_OF_A_MILLI = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** What it tells, or why it does not. */
    public ProbeResult<CassandraSnapshot> ask() {
        try (CqlSession session = address.connectAnywhere(PATIENCE)) {
            return ProbeResult.of(facts(session));
        } catch (FatalException e) {
            return ProbeResult.none(e.getMessage());
        } catch (DriverException e) {
            return ProbeResult.none(e.getMessage() + " (see Cassandra's own log)");
        }
    }

    private CassandraSnapshot facts(CqlSession session) {
        Duration ahead = ahead(session);
        Optional<KeyspaceMetadata> keyspace = session.getMetadata().getKeyspace(internal(address.keyspace()));
        Optional<TableSchema> table =
                keyspace.flatMap(there -> there.getTable(internal(candles))).map(TableSchema::of);
        Rights rights = rights(session);
        return new CassandraSnapshot(
                nodes(session),
                keyspace.map(KeyspaceMetadata::getReplication).orElse(Map.of()),
                table,
                keyspace.flatMap(there -> there.getTable(internal(gaps))).map(TableSchema::of),
                others(keyspace),
                table.map(there -> tried(session, rights)).orElse(rights),
                table.map(there -> future(session))
                        .orElseGet(() -> ProbeResult.none("there is no table to read them from")),
                table.flatMap(there -> files(session)),
                ahead,
                megabytes(session));
    }

    private Map<String, TableSchema> others(Optional<KeyspaceMetadata> keyspace) {
        Map<String, TableSchema> found = new HashMap<>();
        for (String name : others) {
            keyspace.flatMap(there -> there.getTable(internal(name)))
                    .ifPresent(table -> found.put(name, TableSchema.of(table)));
        }
        return found;
    }

    /** The newest row of each asset, of which one from the far future hides all others. */
    private ProbeResult<List<FutureRow>> future(CqlSession session) {
        String query = "SELECT asset_name, timestamp, collected_at, WRITETIME(open) AS written_at FROM "
                + candlesTable() + " PER PARTITION LIMIT 1";
        List<FutureRow> rows = new ArrayList<>();
        try {
            for (Row row : session.execute(SimpleStatement.newInstance(query).setTimeout(PATIENCE))) {
                if (AssetTable.isFromTheFuture(new CassandraRow(row))) {
                    rows.add(new FutureRow(
                            String.valueOf(row.getString("asset_name")),
                            AssetTable.openTime(new CassandraRow(row)),
                            row.isNull("written_at") ? System.currentTimeMillis() * 1000 : row.getLong("written_at")));
                }
            }
            return ProbeResult.of(rows);
        } catch (DriverException e) {
            return ProbeResult.none("the newest rows cannot be read: " + e.getMessage());
        }
    }

    /** Empty where there are no rows, or none that the login may read. */
    private Optional<TableFiles> files(CqlSession session) {
        String row = "SELECT asset_name, WRITETIME(open) AS written_at FROM " + candlesTable();
        long oldest = Long.MAX_VALUE;
        long newest = Long.MIN_VALUE;
        int asked = 0;
        try {
            for (Row last : session.execute(
                    SimpleStatement.newInstance(row + " PER PARTITION LIMIT 1").setTimeout(PATIENCE))) {
                newest = Math.max(newest, last.getLong("written_at"));
                oldest = Math.min(oldest, last.isNull("written_at") ? Long.MAX_VALUE : last.getLong("written_at"));
                if (asked++ < OLDEST_OF) {
                    Row first = session.execute(SimpleStatement.newInstance(
                                            row + " WHERE asset_name = ? ORDER BY timestamp ASC LIMIT 1",
                                            last.getString("asset_name"))
                                    .setTimeout(PATIENCE))
                            .one();
                    if (first != null && !first.isNull("written_at")) {
                        oldest = Math.min(oldest, first.getLong("written_at"));
                    }
                }
            }
        } catch (DriverException e) {
            return Optional.empty(); // the check of the rows says why
        }
        if (oldest == Long.MAX_VALUE) {
            return Optional.empty();
        }
        long now = System.currentTimeMillis() * MICROS_OF_A_MILLI;
        return Optional.of(counted(Math.max(0, Math.min(newest, now) - oldest) / MICROS_OF_A_DAY));
    }

    private TableFiles counted(long days) {
        if (jmx.isEmpty()) {
            return new TableFiles(days, OptionalInt.empty(), Optional.empty());
        }
        try (NodeJmx node = jmx.get().connect()) {
            return new TableFiles(days, OptionalInt.of(node.files(address.keyspace(), candles)), Optional.empty());
        } catch (FatalException e) {
            return new TableFiles(days, OptionalInt.empty(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private String candlesTable() {
        return internal(address.keyspace()).asCql(true) + "."
                + internal(candles).asCql(true);
    }

    private static CqlIdentifier internal(String name) {
        return CqlIdentifier.fromInternal(name);
    }

    private static List<Node> nodes(CqlSession session) {
        return session.getMetadata().getNodes().values().stream()
                .map(node -> new Node(
                        String.valueOf(node.getDatacenter()),
                        String.valueOf(node.getCassandraVersion()),
                        node.getState() == NodeState.UP))
                .toList();
    }

    /** The server read its clock about half-way between question and answer. */
    private static Duration ahead(CqlSession session) {
        Instant asked = Instant.now();
        Row row = session.execute("SELECT toTimestamp(now()) AS server_time FROM system.local")
                .one();
        Instant answered = Instant.now();
        Instant halfway = asked.plus(Duration.between(asked, answered).dividedBy(2));
        return Optional.ofNullable(row)
                .map(there -> there.getInstant("server_time"))
                .map(time -> Duration.between(halfway, time))
                .orElse(Duration.ZERO);
    }

    /** A role may see its own rights; a superuser has none listed, and where nobody logs in there are none to list. */
    private Rights rights(CqlSession session) {
        List<String> tables =
                Stream.concat(Stream.of(candles, gaps), others.stream()).toList();
        if (address.username().isEmpty()) {
            return Rights.unlimited("anyone who comes without a login", address.keyspace(), tables);
        }
        String user = address.username().get();
        String role = internal(user).asCql(true);
        try {
            boolean superuser =
                    session.execute("LIST ROLES OF " + role).all().stream().anyMatch(row -> row.getBoolean("super"));
            if (superuser) {
                return Rights.unlimited(user + ", a superuser,", address.keyspace(), tables);
            }
            List<Grant> grants = session.execute("LIST ALL PERMISSIONS OF " + role).all().stream()
                    .map(row -> new Grant(row.getString("resource"), row.getString("permission")))
                    .toList();
            return Rights.of(user, grants, address.keyspace(), tables);
        } catch (DriverException e) {
            return Rights.unlimited(user, address.keyspace(), tables);
        }
    }

    /** The programs read and write at this consistency: the try also tells whether enough nodes are there. */
    private Rights tried(CqlSession session, Rights rights) {
        String query = "SELECT * FROM " + candlesTable() + " LIMIT 1";
        try {
            session.execute(
                    SimpleStatement.newInstance(query).setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM));
            return rights;
        } catch (DriverException e) {
            return rights.refusing(String.valueOf(e.getMessage()));
        }
    }

    private OptionalLong megabytes(CqlSession session) {
        try {
            return session
                    .execute(
                            "SELECT mebibytes FROM system_views.disk_usage WHERE keyspace_name = ? AND table_name = ?",
                            address.keyspace(),
                            candles)
                    .all()
                    .stream()
                    .mapToLong(row -> row.getLong("mebibytes"))
                    .findFirst();
        } catch (DriverException e) {
            return OptionalLong.empty(); // not for every login
        }
    }
}
