package io.candlestream.tools.doctor.table;

import io.candlestream.tools.doctor.check.ProbeResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What Cassandra tells.
 *
 * @param nodes of all data centres
 * @param replication of the keyspace; empty where there is no such keyspace
 * @param candles the table of the candles, where it is there
 * @param gaps the table of the gaps, where it is there
 * @param others the tables of other streams that are there, by name
 * @param rights of the login on all of them
 * @param future the rows of the candles' table from the future, the newest of each asset
 * @param files of the candles' table, where it is there
 * @param ahead how far its clock is ahead of ours
 * @param megabytes that the table of the candles takes on a node, where the login may know
 */
public record CassandraSnapshot(
        List<Node> nodes,
        Map<String, String> replication,
        Optional<TableSchema> candles,
        Optional<TableSchema> gaps,
        Map<String, TableSchema> others,
        Rights rights,
        ProbeResult<List<FutureRow>> future,
        Optional<TableFiles> files,
        Duration ahead,
        OptionalLong megabytes) {
    /** The table of another stream, where it is there. */
    public Optional<TableSchema> other(String table) {
        return Optional.ofNullable(others.get(table));
    }

    /** A node, its place, and whether it can be reached from here. */
    public record Node(String dataCentre, String version, boolean up) {}
}
