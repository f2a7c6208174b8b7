package io.candlestream.tools.doctor.table;

import static io.candlestream.tools.doctor.check.HumanText.count;

import io.candlestream.tools.doctor.check.CheckBuilder;
import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.table.CassandraSnapshot.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Judges the nodes and how many copies they keep: whether LOCAL_QUORUM, which the programs ask for, can be had. */
public record ClusterCheck(CassandraSnapshot facts) {
    private static final int NEEDED_MAJOR = 4;
    private static final int NEEDED_MINOR = 1;

    /** Who answered at {@code address}. */
    public CheckResult server(String address) {
        List<Node> down = facts.nodes().stream().filter(node -> !node.up()).toList();
        String versions =
                facts.nodes().stream().map(Node::version).distinct().sorted().collect(Collectors.joining(", "));
        return new CheckBuilder("cassandra")
                .warnIf(
                        facts.nodes().stream().anyMatch(node -> old(node.version())),
                        "Cassandra " + versions,
                        "update it: 5.0 is tested, 4.1 is the oldest that should do")
                .warnIf(
                        !down.isEmpty(),
                        down.size() + " of " + count(facts.nodes().size(), "node") + " cannot be reached from here",
                        "bring them back, or open the way to their addresses")
                .orElse(address + " answers: Cassandra " + versions + ", "
                        + count(facts.nodes().size(), "node"));
    }

    private static boolean old(String version) {
        String[] parts = version.split("[.-]", -1);
        if (parts.length < 2 || !(parts[0] + parts[1]).matches("\\d{1,6}")) {
            return false;
        }
        int major = Integer.parseInt(parts[0]);
        return major < NEEDED_MAJOR || (major == NEEDED_MAJOR && Integer.parseInt(parts[1]) < NEEDED_MINOR);
    }

    /** The data centre that the settings name, and the copies that the keyspace has there. */
    public CheckResult dataCentre(String named, String keyspace) {
        TreeSet<String> all =
                facts.nodes().stream().map(Node::dataCentre).collect(Collectors.toCollection(TreeSet::new));
        if (!all.contains(named)) {
            return CheckResult.fail(
                    "data centre",
                    "there is no " + named + ", only " + String.join(", ", all) + " (CANDLESTREAM_TOOLS_DATA_CENTRE)");
        }
        if (facts.replication().isEmpty()) {
            return CheckResult.fail(
                    "data centre",
                    "there is no keyspace " + keyspace
                            + " (./candlestream prepare makes it; ASSET_CASSANDRA_KEYSPACE names it)");
        }
        return copies(named, keyspace, all.size() > 1);
    }

    private CheckResult copies(String named, String keyspace, boolean several) {
        long nodes = facts.nodes().stream()
                .filter(node -> node.dataCentre().equals(named))
                .count();
        Map<String, String> replication = facts.replication();
        String strategy = replication.get("class").replaceFirst(".*\\.", "");
        boolean simple = strategy.equals("SimpleStrategy");
        int copies = Optional.ofNullable(replication.get(simple ? "replication_factor" : named))
                .map(factor -> Integer.parseInt(factor.replaceFirst("/.*", "")))
                .orElse(0);
        String change = "ALTER KEYSPACE " + keyspace + " WITH replication = {'class': 'NetworkTopologyStrategy', '"
                + named + "': ";
        return new CheckBuilder("data centre")
                .failIf(copies == 0, keyspace + " has no copy in " + named, change + Math.min(nodes, 3) + "}")
                .failIf(
                        copies / 2 + 1 > nodes,
                        keyspace + " wants " + copies + " copies, but " + named + " has " + count(nodes, "node")
                                + ": each write and read needs " + (copies / 2 + 1) + " and fails",
                        change + Math.min(nodes, 3) + "}")
                .warnIf(
                        copies > nodes && copies / 2 + 1 <= nodes,
                        keyspace + " wants " + copies + " copies, but " + named + " has " + count(nodes, "node")
                                + ": without one of them all writes wait",
                        change + Math.min(nodes, 3) + "}, or add nodes")
                .warnIf(
                        copies == 1 && nodes > 1,
                        keyspace + " has one copy on " + nodes + " nodes: without any of them the consumer waits",
                        change + Math.min(nodes, 3) + "}, then nodetool repair --full " + keyspace)
                .warnIf(
                        simple && several,
                        keyspace + " has SimpleStrategy, which does not know data centres",
                        change + copies + "}")
                .orElse(named + " has " + count(nodes, "node") + ", " + keyspace + " " + count(copies, "copy") + " ("
                        + strategy + ")");
    }
}
