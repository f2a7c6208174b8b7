package io.candlestream.loader.node;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.loader.sstable.TableColumn;
import io.candlestream.loader.sstable.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What the node says of itself and of a table, by its system tables. */
public record NodeSchema(CqlSession session, String keyspace, String table) {
    private static final String MURMUR3 = "org.apache.cassandra.dht.Murmur3Partitioner";

    /** Itself, as the import has to find it again by JMX. */
    public record Node(UUID hostId, String version) {}

    /**
     * The one node.
     *
     * @throws IllegalStateException when there are several, or one whose partitions lie in another order
     */
    public Node node() {
        Row local =
                Objects.requireNonNull(session.execute("SELECT host_id, release_version, partitioner FROM system.local")
                        .one());
        int peers = session.execute("SELECT peer FROM system.peers_v2").all().size();
        if (peers > 0) {
            throw new IllegalStateException("Cannot load into a cluster of " + (peers + 1)
                    + " nodes: a node takes over only what it owns (./candlestream backfill loads into clusters)");
        }
        if (!MURMUR3.equals(local.getString("partitioner"))) {
            throw new IllegalStateException("Cannot load into a node with the partitioner "
                    + local.getString("partitioner") + ": " + MURMUR3 + " is needed");
        }
        return new Node(
                Objects.requireNonNull(local.getUuid("host_id")),
                Objects.requireNonNull(local.getString("release_version")));
    }

    /** The table's definition at this moment. */
    public TableDefinition definition() {
        Row found = Optional.ofNullable(session.execute(
                                "SELECT id, compression, bloom_filter_fp_chance, default_time_to_live"
                                        + " FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?",
                                keyspace,
                                table)
                        .one())
                .orElseThrow(() -> new IllegalStateException("Cannot load into " + keyspace + "." + table
                        + ": there is no such table (./candlestream prepare)"));
        List<TableColumn> columns = session
                .execute(
                        "SELECT column_name, type, kind, position, clustering_order FROM system_schema.columns"
                                + " WHERE keyspace_name = ? AND table_name = ?",
                        keyspace,
                        table)
                .all()
                .stream()
                .map(row -> new TableColumn(
                        Objects.requireNonNull(row.getString("column_name")),
                        Objects.requireNonNull(row.getString("type")),
                        Objects.requireNonNull(row.getString("kind")),
                        row.getInt("position"),
                        Objects.requireNonNull(row.getString("clustering_order"))))
                .toList();
        return TableDefinition.of(
                keyspace,
                table,
                Objects.requireNonNull(found.getUuid("id")),
                columns,
                Optional.ofNullable(found.getMap("compression", String.class, String.class))
                        .orElse(Map.of()),
                found.getDouble("bloom_filter_fp_chance"),
                found.getInt("default_time_to_live"),
                views());
    }

    private int views() {
        return (int)
                session
                        .execute("SELECT base_table_name FROM system_schema.views WHERE keyspace_name = ?", keyspace)
                        .all()
                        .stream()
                        .filter(view -> table.equals(view.getString("base_table_name")))
                        .count();
    }
}
