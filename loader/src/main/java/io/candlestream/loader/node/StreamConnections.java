package io.candlestream.loader.node;

import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.errors.TlsErrors;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.cassandra.config.EncryptionOptions.ServerEncryptionOptions;
import org.apache.cassandra.locator.InetAddressAndPort;
import org.apache.cassandra.net.OutboundConnectionSettings;
import org.apache.cassandra.streaming.StreamingChannel;
import org.apache.cassandra.streaming.async.NettyStreamingConnectionFactory;

/** Opens the connections of a stream, each to the storage port of a node, and remembers why one did not come about. */
final class StreamConnections implements StreamingChannel.Factory {
    private static final TlsErrors TLS = new TlsErrors(
            "CANDLESTREAM_HISTORY_STREAM_CHECK_HOST",
            "CANDLESTREAM_HISTORY_STREAM_TLS",
            "CANDLESTREAM_HISTORY_STREAM_TRUSTSTORE",
            "CANDLESTREAM_HISTORY_STREAM_KEYSTORE");

    private final Optional<ServerEncryptionOptions> encryption;
    private final Map<InetSocketAddress, IOException> failures = new ConcurrentHashMap<>();

    StreamConnections(Optional<ServerEncryptionOptions> encryption) {
        this.encryption = encryption;
    }

    @Override
    public StreamingChannel create(InetSocketAddress to, int messagingVersion, StreamingChannel.Kind kind)
            throws IOException {
        InetAddressAndPort node = InetAddressAndPort.getByAddress(to);
        OutboundConnectionSettings plain = new OutboundConnectionSettings(node).withConnectTo(node);
        try {
            return NettyStreamingConnectionFactory.connect(
                    encryption.map(plain::withEncryption).orElse(plain), messagingVersion, kind);
        } catch (IOException e) {
            failures.put(node, e);
            throw e;
        }
    }

    /** There is one address of a node. */
    @Override
    public StreamingChannel create(
            InetSocketAddress to, InetSocketAddress preferred, int messagingVersion, StreamingChannel.Kind kind)
            throws IOException {
        return create(to, messagingVersion, kind);
    }

    /** A node would look up the preferred one in its own tables. */
    @Override
    public boolean supportsPreferredIp() {
        return false;
    }

    /** Why no connection to {@code node} came about, and the way out; empty when it did. */
    Optional<String> failure(InetSocketAddress node) {
        return Optional.ofNullable(failures.get(node)).map(failure -> TLS.describe(failure)
                .orElseGet(() -> RootCause.message(RootCause.innermost(failure))
                        + " (CANDLESTREAM_HISTORY_STREAM_PORT; CANDLESTREAM_HISTORY_STREAM_TLS where nodes"
                        + " speak TLS with each other)"));
    }
}
