package io.candlestream.loader.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NodeStreamTest {
    @Test
    void eachNodeThatCannotBeReachedIsNamed() throws IOException {
        InetSocketAddress there;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            there = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
            assertThatCode(() -> NodeStream.requireReachable(List.of(there))).doesNotThrowAnyException();
        }
        InetSocketAddress other = new InetSocketAddress("127.0.0.2", there.getPort());
        assertThatThrownBy(() -> NodeStream.requireReachable(List.of(other, there)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Cannot load: no connection to the storage port of 127.0.0.1:" + there.getPort()
                        + " (Connection refused), 127.0.0.2:" + there.getPort() + " (Connection refused): ")
                .hasMessageContaining("CANDLESTREAM_HISTORY_STREAM_PORT");
    }

    @Test
    void theLineThatSaysSomethingIsToldOfAFailure() {
        assertThat(NodeStream.reason(
                        "Failed because of an unknown exception\n  java.io.IOException: disk full\n  a.b(c)"))
                .isEqualTo("java.io.IOException: disk full (the node's log says more)");
        assertThat(NodeStream.reason("")).isEqualTo("it ended the stream (the node's log says more)");
    }

    @Test
    void theImportOfOneNodeIsRefusedInACluster() {
        ClusterNode one = new ClusterNode(new UUID(0, 1), new InetSocketAddress("10.0.0.1", 7000), "5.0.9");
        ClusterNode two = new ClusterNode(new UUID(0, 2), new InetSocketAddress("10.0.0.2", 7000), "5.0.9");

        assertThat(NodeImport.requireOne(List.of(one))).isEqualTo(one);
        assertThatThrownBy(() -> NodeImport.requireOne(List.of(one, two)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot load into a cluster of 2 nodes by JMX: a node takes over only what it owns"
                        + " (--import stream hands each node its part)");
    }
}
