package io.candlestream.loader.node;

import java.net.InetSocketAddress;
import java.util.UUID;

/**
 * A node as the system tables describe it.
 *
 * @param storage where other nodes reach it: its broadcast address with its storage port
 * @param version of Cassandra, such as {@code 5.0.9}
 */
public record ClusterNode(UUID hostId, InetSocketAddress storage, String version) {
    /** Its address, for messages. */
    public String at() {
        return at(storage);
    }

    static String at(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
