package io.candlestream.sandbox.server;

import io.candlestream.sandbox.server.CassandraNode.Member;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Cassandra nodes that are one cluster, each at an address of its own on the loopback, without logins; there is no broker. */
public final class CassandraCluster implements Servers {
    private static final int TOKENS = 4;
    private static final int PATIENCE_MS = 20_000;
    private static final String LOOPBACK = "127.0.0.";

    private final List<CassandraNode> nodes = new ArrayList<>();

    /**
     * What nodes need to speak TLS with each other, and nothing else.
     *
     * @param keys a PKCS12 file with the key and the certificate of an address
     * @param trusted a PKCS12 file with the authority that signs all of them
     * @param password of every file
     */
    public record Protection(Function<String, Path> keys, Path trusted, String password) {}

    private CassandraCluster() {}

    /** Starts {@code size} nodes, with their data under {@code folder}, and returns once all answer. */
    public static CassandraCluster start(int size, Path folder, Protection protection) {
        CassandraCluster cluster = new CassandraCluster();
        int storagePort = Ports.free();
        try {
            for (int number = 1; number <= size; number++) {
                cluster.nodes.add(CassandraNode.launch(
                        folder.resolve("node-" + number), member(number, size, storagePort, protection)));
                if (number == 1) { // the others ask it who there is
                    cluster.nodes.get(0).awaitAnswer();
                }
            }
            cluster.nodes.forEach(CassandraNode::awaitAnswer);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static Member member(int number, int size, int storagePort, Protection protection) {
        String address = LOOPBACK + number;
        return new Member(
                address,
                yaml -> yaml.replacing("num_tokens: 1", "num_tokens: " + TOKENS)
                        .replacing("listen_address: 127.0.0.1", "listen_address: " + address)
                        .replacing("rpc_address: 127.0.0.1", "rpc_address: " + address)
                        .replacing("authenticator: PasswordAuthenticator", "authenticator: AllowAllAuthenticator")
                        .replacing("authorizer: CassandraAuthorizer", "authorizer: AllowAllAuthorizer")
                        .replacing("memtable_heap_space: 1024MiB", "memtable_heap_space: 64MiB")
                        .replacing("memtable_offheap_space: 1024MiB", "memtable_offheap_space: 64MiB")
                        .with("initial_token: " + tokens(number, size))
                        .with("auto_bootstrap: false")
                        .with("storage_port: " + storagePort)
                        .with(tls(address, protection)),
                List.of(
                        "-Xmx512m",
                        // A query may ask for what the node itself has.
                        "-Dcassandra.enable_nodelocal_queries=true",
                        // So long each but the first may wait for an answer of those that are there.
                        "-Dcassandra.ring_delay_ms=" + (number == 1 ? 0 : PATIENCE_MS)));
    }

    /** Those of all nodes lie evenly and alternate, so that each has several ranges, one of them over the end of the ring. */
    private static String tokens(int number, int size) {
        long step = Long.MAX_VALUE / ((long) TOKENS * size) * 2;
        return IntStream.range(0, TOKENS)
                .mapToObj(
                        token -> String.valueOf(Long.MIN_VALUE + step / 2 + step * ((long) token * size + number - 1)))
                .collect(Collectors.joining(","));
    }

    private static String tls(String address, Protection protection) {
        return String.format(
                "server_encryption_options: {internode_encryption: all, optional: false, require_client_auth: true,"
                        + " store_type: PKCS12, keystore: '%1$s', keystore_password: '%3$s', truststore: '%2$s',"
                        + " truststore_password: '%3$s'}",
                protection.keys().apply(address), protection.trusted(), protection.password());
    }

    /** One of its nodes, the first of which is 0, to be made to fail. */
    public Server node(int index) {
        return nodes.get(index);
    }

    @Override
    public String brokers() {
        return "127.0.0.1:9";
    }

    /** Of the first node. */
    @Override
    public CassandraLogin superuser() {
        return nodes.get(0).superuser();
    }

    @Override
    public void close() {
        nodes.forEach(CassandraNode::close);
    }
}
