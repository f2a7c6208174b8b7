package io.candlestream.sandbox.server;

import io.candlestream.sandbox.server.EmbeddedServers.Protection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A Kafka broker in KRaft mode, controller and broker in one child JVM, on a free port of the loopback. */
final class Broker implements Server, AutoCloseable {
    private static final Duration LONGEST_CALL = Duration.ofSeconds(2);
    private static final String CLUSTER_ID = "Y2FuZGxlc3RyZWFtLXNhbg";

    private final Path folder;
    private final Optional<Protection> protection;
    private final int port = Ports.free();
    private final int protectedPort = Ports.free();
    private final ProjectFolder home = ProjectFolder.find();
    private ChildJvm process;

    private Broker(Path folder, Optional<Protection> protection) {
        this.folder = folder;
        this.protection = protection;
    }

    /** Launches a broker whose data lie in {@code folder}; {@link #awaitAnswer} says when it is there. */
    static Broker launch(Path folder, Optional<Protection> protection) {
        Broker broker = new Broker(folder, protection);
        broker.format();
        broker.process = broker.child();
        return broker;
    }

    /** The address for clients. */
    String address() {
        return "127.0.0.1:" + port;
    }

    /** The address for clients that speak TLS and log in, where the broker is protected. */
    String protectedAddress() {
        return "localhost:" + protectedPort;
    }

    /** What {@code kafka-storage format} would write, without the two seconds of a JVM that writes two small files. */
    private void format() {
        Path data = folder.resolve("data");
        Path meta = data.resolve("meta.properties");
        try {
            Files.createDirectories(data);
            Files.writeString(folder.resolve("server.properties"), properties());
            if (!Files.exists(meta)) {
                String directoryId = Uuid.randomUuid().toString();
                Files.writeString(
                        meta,
                        String.join(
                                "\n",
                                "version=1",
                                "cluster.id=" + CLUSTER_ID,
                                "node.id=1",
                                "directory.id=" + directoryId,
                                ""));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChildJvm child() {
        List<String> arguments = new ArrayList<>(List.of("-Xms48m", "-Xmx384m", "-XX:+UseSerialGC"));
        arguments.addAll(home.server("sandbox/broker", "kafka.Kafka"));
        arguments.add(folder.resolve("server.properties").toString());
        return ChildJvm.start("broker", arguments, Map.of(), folder.resolve("broker.log"), line -> {});
    }

    /** Returns once the broker answers. */
    void awaitAnswer() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address()))) {
            StartupWait.await("The broker", process, () -> admin.describeCluster()
                    .nodes()
                    .get(LONGEST_CALL.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Override
    public ChildJvm process() {
        return process;
    }

    @Override
    public void restart() {
        process = child();
        awaitAnswer();
    }

    private String properties() {
        int controller = Ports.free();
        String second = protection.isPresent() ? ",PROTECTED://" + protectedAddress() : "";
        String common = String.join(
                "\n",
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@127.0.0.1:" + controller,
                "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller + second,
                "advertised.listeners=PLAINTEXT://127.0.0.1:" + port + second,
                "controller.listener.names=CONTROLLER",
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,PROTECTED:SASL_SSL",
                "log.dirs=" + folder.resolve("data"),
                "offsets.topic.replication.factor=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "group.initial.rebalance.delay.ms=0",
                "auto.create.topics.enable=false",
                "message.max.bytes=16777216",
                "log.retention.ms=-1",
                // 128 MB by default, for topics with compaction, of which there are none but the broker's own.
                "log.cleaner.dedupe.buffer.size=2097152",
                // Where a topic has a retention of its own, its effect can be seen within seconds.
                "log.retention.check.interval.ms=2000",
                // A killed broker's session has to end before it may register again: keep that short.
                "broker.session.timeout.ms=3000",
                "broker.heartbeat.interval.ms=500",
                "controlled.shutdown.enable=false",
                "");
        return common + protection.map(Broker::properties).orElse("");
    }

    private static String properties(Protection protection) {
        String listener = "listener.name.protected.";
        return String.join(
                "\n",
                // Anyone who comes without a login, by the other listener, is a test or the broker itself.
                "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users=User:ANONYMOUS;User:candlestream",
                listener + "sasl.enabled.mechanisms=SCRAM-SHA-512",
                listener + "scram-sha-512.sasl.jaas.config="
                        + "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                listener + "ssl.keystore.type=PKCS12",
                listener + "ssl.keystore.location=" + protection.keys(),
                listener + "ssl.keystore.password=" + protection.password(),
                "");
    }

    @Override
    public void close() {
        process.close();
    }
}
