package io.candlestream.loader.node;

import io.candlestream.loader.sstable.TableDefinition;
import java.nio.file.Path;
import java.util.List;

/** How the finished files of a month get from this program to the nodes that hold their rows. For one thread at a time. */
public interface Handover extends AutoCloseable {
    /** The two ways. */
    enum By {
        /** The one node, on whose machine the files lie, imports them. */
        JMX,
        /** Each node of a cluster receives the rows of its ranges over the network. */
        STREAM
    }

    /**
     * Finds out whether files could be handed over at this moment.
     *
     * @param nodes all of the cluster
     * @throws IllegalStateException when the cluster or one of its nodes cannot take them; its message is one line that says why
     */
    void require(List<ClusterNode> nodes);

    /**
     * Hands the files in {@code folder} over, and returns once their rows can be read from each node that holds them. The files have
     * gone then.
     *
     * @param nodes for which {@link #require} was asked
     * @throws IllegalStateException when a node did not take them; others may have, and would get the same rows once more
     */
    void take(List<ClusterNode> nodes, TableDefinition table, Path folder);

    @Override
    void close();
}
