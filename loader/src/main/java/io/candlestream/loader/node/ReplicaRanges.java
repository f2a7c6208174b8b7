package io.candlestream.loader.node;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.TokenMap;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.cassandra.dht.Murmur3Partitioner;
import org.apache.cassandra.dht.Range;
import org.apache.cassandra.dht.Token;
import org.apache.cassandra.locator.InetAddressAndPort;

/** Which parts of the ring each node holds: those of whose rows it has a replica, in each data centre. */
final class ReplicaRanges {
    /**
     * A part of the ring with the nodes that hold it.
     *
     * @param start its token is not in the part
     * @param end its token is; where it lies before {@code start}, or is the same, the part goes over the end of the ring
     */
    record Part(String start, String end, Set<InetSocketAddress> replicas) {}

    private ReplicaRanges() {}

    /**
     * The ranges of each node that has any.
     *
     * @throws IllegalStateException when nobody holds a part
     */
    static Map<InetAddressAndPort, Collection<Range<Token>>> of(Collection<Part> parts) {
        Token.TokenFactory tokens = Murmur3Partitioner.instance.getTokenFactory();
        Map<InetAddressAndPort, Collection<Range<Token>>> ranges = new HashMap<>();
        for (Part part : parts) {
            if (part.replicas().isEmpty()) {
                throw new IllegalStateException(
                        "Cannot load: no node holds the tokens from " + part.start() + " to " + part.end()
                                + " (the replication of the keyspace has to name the data centres that there are)");
            }
            Range<Token> range = new Range<>(tokens.fromString(part.start()), tokens.fromString(part.end()));
            for (InetSocketAddress replica : part.replicas()) {
                ranges.computeIfAbsent(InetAddressAndPort.getByAddress(replica), node -> new HashSet<>())
                        .add(range);
            }
        }
        return ranges;
    }

    /**
     * The ring as the driver knows it.
     *
     * @param storage where each node takes streams
     * @throws IllegalStateException when the driver knows other nodes than {@code nodes}
     */
    static List<Part> ring(
            CqlSession session,
            String keyspace,
            List<ClusterNode> nodes,
            Function<ClusterNode, InetSocketAddress> storage) {
        Map<UUID, InetSocketAddress> byId = nodes.stream().collect(Collectors.toMap(ClusterNode::hostId, storage));
        if (!session.getMetadata().getNodes().keySet().equals(byId.keySet())) {
            throw new IllegalStateException(
                    "Cannot load: nodes come or go at this moment (nodetool status shows them; load once they have)");
        }
        TokenMap ring = session.getMetadata()
                .getTokenMap()
                .orElseThrow(() -> new IllegalStateException("Cannot load: the cluster does not tell its tokens"));
        CqlIdentifier name = CqlIdentifier.fromInternal(keyspace);
        return ring.getTokenRanges().stream()
                .map(range -> new Part(
                        ring.format(range.getStart()),
                        ring.format(range.getEnd()),
                        ring.getReplicas(name, range).stream()
                                .map(Node::getHostId)
                                .map(id -> Objects.requireNonNull(byId.get(id)))
                                .collect(Collectors.toSet())))
                .toList();
    }
}
