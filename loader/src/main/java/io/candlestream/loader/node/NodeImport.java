package io.candlestream.loader.node;

import io.candlestream.loader.sstable.TableDefinition;
import io.candlestream.runtime.cassandra.NodeJmx;
import io.candlestream.runtime.settings.FatalException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The node's own import of files that lie on its machine, by JMX on the loopback. It moves whole files into the table's folder, and
 * takes them into use there.
 */
public record NodeImport(NodeJmx node) implements Handover {
    private static final NodeJmx.Names SETTINGS = new NodeJmx.Names(
            "CANDLESTREAM_HISTORY_JMX_PORT; --import stream loads from any machine",
            "CANDLESTREAM_HISTORY_JMX_USERNAME, _PASSWORD");

    /**
     * The node forgets the levels and the repairs of a file, checks its tokens, and empties its caches of the rows. It need not read the
     * file that was written a moment ago: what such a check does not find, order and types, the loader compares itself.
     */
    private static final boolean[] OPTIONS = {true, true, false, true, true, false, false};

    /**
     * Connects to a node on this machine.
     *
     * @param login user and password; empty where the node asks for none
     * @throws FatalException when nobody answers or the login is refused
     */
    public static NodeImport connect(int port, Optional<Map.Entry<String, String>> login) {
        return new NodeImport(NodeJmx.connect(port, login, SETTINGS));
    }

    /** It has to be the one node that answers queries: of a cluster's rows each node would take over its own alone. */
    @Override
    public void require(List<ClusterNode> nodes) {
        ClusterNode one = requireOne(nodes);
        String found = node.hostId();
        if (!found.equals(one.hostId().toString())) {
            throw new FatalException("Cannot load: the node at JMX " + node.at() + " is " + found
                    + ", the one that answers queries is " + one.hostId() + " (CANDLESTREAM_HISTORY_JMX_PORT)");
        }
    }

    /**
     * The only one.
     *
     * @throws IllegalStateException when there are several
     */
    public static ClusterNode requireOne(List<ClusterNode> nodes) {
        if (nodes.size() != 1) {
            throw new IllegalStateException("Cannot load into a cluster of " + nodes.size()
                    + " nodes by JMX: a node takes over only what it owns (--import stream hands each node its part)");
        }
        return nodes.get(0);
    }

    @Override
    public void take(List<ClusterNode> nodes, TableDefinition table, Path folder) {
        Object refused = node.take(table.keyspace(), table.table(), Set.of(folder.toString()), OPTIONS);
        if (!(refused instanceof List<?> folders) || !folders.isEmpty()) {
            throw new FatalException("Cannot import " + folder + ": Cassandra refused it, its log says why");
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
