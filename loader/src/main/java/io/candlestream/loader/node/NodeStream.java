package io.candlestream.loader.node;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.loader.sstable.CassandraFiles;
import io.candlestream.loader.sstable.TableDefinition;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.cassandra.config.DatabaseDescriptor;
import org.apache.cassandra.dht.Range;
import org.apache.cassandra.dht.Token;
import org.apache.cassandra.io.sstable.SSTableLoader;
import org.apache.cassandra.io.util.File;
import org.apache.cassandra.locator.InetAddressAndPort;
import org.apache.cassandra.schema.TableMetadataRef;
import org.apache.cassandra.streaming.SessionInfo;
import org.apache.cassandra.streaming.StreamException;
import org.apache.cassandra.streaming.StreamingChannel;
import org.apache.cassandra.utils.OutputHandler;

/**
 * Streams files to the nodes that hold their rows, each node its ranges, as Cassandra's own {@code sstableloader} does. A node that holds
 * all of a file's rows gets the file as it is; of others Cassandra reads the rows and writes them into a file of its own.
 */
public record NodeStream(CqlSession session, String keyspace, StreamAccess settings) implements Handover {
    private static final int PATIENCE_MS = 5000;
    private static final int MIB = 1024 * 1024;

    /** Each node that holds a part has to be reachable, and all have to know the same tables. */
    @Override
    public void require(List<ClusterNode> nodes) {
        requireReachable(ranges(nodes).keySet());
        if (!session.checkSchemaAgreement()) {
            throw new IllegalStateException("Cannot load: the nodes know different schemas"
                    + " (nodetool describecluster shows them; load once they agree)");
        }
    }

    /** @throws IllegalStateException when a node cannot be reached; its message names all of them */
    static void requireReachable(Collection<? extends InetSocketAddress> nodes) {
        String away = nodes.stream()
                .flatMap(node -> unreachable(node).stream())
                .sorted()
                .collect(Collectors.joining(", "));
        if (!away.isEmpty()) {
            throw new IllegalStateException("Cannot load: no connection to the storage port of " + away
                    + ": a node that holds a part of the rows is down, a firewall is between, or its port is another"
                    + " (nodetool status; CANDLESTREAM_HISTORY_STREAM_PORT)");
        }
    }

    private static Optional<String> unreachable(InetSocketAddress node) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(node.getAddress(), node.getPort()), PATIENCE_MS);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(ClusterNode.at(node) + " (" + e.getMessage() + ")");
        }
    }

    private Map<InetAddressAndPort, Collection<Range<Token>>> ranges(List<ClusterNode> nodes) {
        return ReplicaRanges.of(ReplicaRanges.ring(session, keyspace, nodes, settings::of));
    }

    @Override
    public void take(List<ClusterNode> nodes, TableDefinition table, Path folder) {
        limit(settings.throttle());
        StreamConnections connections = new StreamConnections(settings.encryption());
        LeftOut leftOut = new LeftOut(new ArrayList<>());
        SSTableLoader loader = new SSTableLoader(
                new File(folder.toString()),
                new Replicas(ranges(nodes), CassandraFiles.reference(table), connections),
                leftOut,
                1,
                table.keyspace(),
                table.table());
        Set<SessionInfo> sessions = sessions(loader);
        String failed = failed(sessions, connections);
        if (!failed.isEmpty()) {
            throw new FatalException("Cannot stream " + folder + " to " + failed
                    + "; other nodes may have these rows, and the same command hands them over again");
        }
        if (sessions.isEmpty() || !leftOut.files.isEmpty()) {
            throw new FatalException(
                    "Cannot stream " + folder + ": nothing was sent, or not all " + String.join(", ", leftOut.files));
        }
        delete(folder);
    }

    /** What became of each node's stream, once all have ended. */
    private static Set<SessionInfo> sessions(SSTableLoader loader) {
        try {
            return loader.stream().get().sessions();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StreamException stream) {
                return stream.finalState.sessions();
            }
            throw new FatalException("Cannot stream: " + RootCause.message(RootCause.innermost(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while it loaded", e);
        }
    }

    /** Of all streams of this process. */
    private static void limit(int mib) {
        DatabaseDescriptor.setStreamThroughputOutboundBytesPerSec((long) mib * MIB);
        DatabaseDescriptor.setInterDCStreamThroughputOutboundBytesPerSec((long) mib * MIB);
        DatabaseDescriptor.setEntireSSTableStreamThroughputOutboundMebibytesPerSec(mib);
        DatabaseDescriptor.setEntireSSTableInterDCStreamThroughputOutboundMebibytesPerSec(mib);
    }

    /** Each node whose stream did not come to its end, and why; one that somebody aborted counts as done to Cassandra. */
    private static String failed(Set<SessionInfo> sessions, StreamConnections connections) {
        return sessions.stream()
                .filter(session -> session.isFailed() || session.isAborted())
                .map(session -> ClusterNode.at(session.peer) + ": "
                        + connections
                                .failure(session.peer)
                                .orElseGet(() -> reason(Objects.requireNonNullElse(session.failureReason, ""))))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** The line that says something, of a text with a trace. */
    static String reason(String text) {
        return text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.endsWith("unknown exception"))
                        .findFirst()
                        .orElse("it ended the stream")
                + " (the node's log says more)";
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new FatalException("Cannot empty " + folder + ": " + e.getMessage(), e);
        }
    }

    /** There is nothing: each stream has its own connections, which end with it. */
    @Override
    public void close() {}

    /** What the loader of files asks about the cluster. */
    private static final class Replicas extends SSTableLoader.Client {
        private final Map<InetAddressAndPort, Collection<Range<Token>>> ranges;
        private final TableMetadataRef table;
        private final StreamConnections connections;

        Replicas(
                Map<InetAddressAndPort, Collection<Range<Token>>> ranges,
                TableMetadataRef table,
                StreamConnections connections) {
            this.ranges = ranges;
            this.table = table;
            this.connections = connections;
        }

        /** All of it is known. */
        @Override
        public void init(String keyspace) {}

        @Override
        public Map<InetAddressAndPort, Collection<Range<Token>>> getEndpointToRangesMap() {
            return ranges;
        }

        @Override
        public TableMetadataRef getTableMetadata(String name) {
            return table;
        }

        @Override
        public StreamingChannel.Factory getConnectionFactory() {
            return connections;
        }
    }

    /** What the loader of files says: it goes on without a file that it cannot read, and says so in a line alone. */
    private record LeftOut(List<String> files) implements OutputHandler {
        private static final String LEFT_OUT = "Skipping ";

        @Override
        public void output(String line) {
            if (line.startsWith(LEFT_OUT)) {
                files.add(line);
            }
        }

        @Override
        public void debug(String line) {}

        @Override
        public void warn(String line) {
            files.add(line);
        }

        @Override
        public void warn(Throwable failure, String line) {
            files.add(line);
        }
    }
}
