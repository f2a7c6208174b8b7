package io.candlestream.loader.node;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import io.candlestream.loader.sstable.TableColumn;
import io.candlestream.loader.sstable.TableDefinition;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the nodes say of themselves and of a table, by their system tables. */
public record NodeSchema(CqlSession session, String keyspace, String table) {
    private static final String MURMUR3 = "org.apache.cassandra.dht.Murmur3Partitioner";

    /** How gossip begins to say where a node stands on its way in, out, or to other tokens. */
    private static final Pattern MOVING = Pattern.compile("BOOT|LEAVING|MOVING|removing");

    /**
     * All nodes, as one of them knows them, that one first.
     *
     * @throws IllegalStateException when their partitions lie in another order, or when a node is on its way in or out
     */
    public List<ClusterNode> nodes() {
        ResultSet answer = session.execute(
                "SELECT host_id, release_version, partitioner, broadcast_address, broadcast_port FROM system.local");
        Row local = Objects.requireNonNull(answer.one());
        if (!MURMUR3.equals(local.getString("partitioner"))) {
            throw new IllegalStateException("Cannot load into a node with the partitioner "
                    + local.getString("partitioner") + ": " + MURMUR3 + " is needed");
        }
        Node asked = Objects.requireNonNull(answer.getExecutionInfo().getCoordinator());
        List<ClusterNode> nodes = new ArrayList<>(List.of(node(local, "broadcast_address", "broadcast_port")));
        for (Row peer : session.execute(
                SimpleStatement.newInstance("SELECT host_id, release_version, peer, peer_port FROM system.peers_v2")
                        .setNode(asked))) {
            if (peer.getUuid("host_id") != null) { // else it was a node once
                nodes.add(node(peer, "peer", "peer_port"));
            }
        }
        requireSettled(asked);
        return nodes;
    }

    private static ClusterNode node(Row row, String address, String port) {
        return new ClusterNode(
                Objects.requireNonNull(row.getUuid("host_id")),
                new InetSocketAddress(Objects.requireNonNull(row.getInetAddress(address)), row.getInt(port)),
                Objects.requireNonNull(row.getString("release_version")));
    }

    /** What is loaded while a node joins or leaves would miss who holds the rows next. A login that may not look does not know. */
    private void requireSettled(Node asked) {
        List<String> moving;
        try {
            moving = session
                    .execute(SimpleStatement.newInstance(
                                    "SELECT address, port, status_with_port FROM system_views.gossip_info")
                            .setNode(asked))
                    .all()
                    .stream()
                    .filter(row -> Optional.ofNullable(row.getString("status_with_port"))
                            .filter(status -> MOVING.matcher(status).lookingAt())
                            .isPresent())
                    .map(row -> ClusterNode.at(new InetSocketAddress(
                            Objects.requireNonNull(row.getInetAddress("address")), row.getInt("port"))))
                    .toList();
        } catch (QueryValidationException e) { // among them: no right to read it
            return;
        }
        if (!moving.isEmpty()) {
            throw new IllegalStateException("Cannot load: the node " + String.join(", ", moving)
                    + " joins, moves or leaves (nodetool status; load once it has)");
        }
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
        Stream<TableColumn> columns = session
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
                        Objects.requireNonNull(row.getString("clustering_order"))));
        return new TableDefinition(
                keyspace,
                table,
                Objects.requireNonNull(found.getUuid("id")),
                TableDefinition.byName(columns),
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
