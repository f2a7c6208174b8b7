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
final class Broker extends Server {
    private static final Duration LONGEST_CALL = Duration.ofSeconds(2);
    private static final String CLUSTER_ID = "Y2FuZGxlc3RyZWFtLXNhbg";
    private static final String META = """
        version=1
        cluster.id=%s
        node.id=1
        directory.id=%s
        """;

    private final Path folder;
    private final Optional<Protection> protection;
    private final int port = Ports.free();
    private final int protectedPort = Ports.free();
    private final ProjectFolder home = ProjectFolder.find();

    private Broker(Path folder, Optional<Protection> protection) {
        this.folder = folder;
        this.protection = protection;
    }

    /** Launches a broker whose data lie in {@code folder}; {@link #awaitAnswer} says when it is there. */
    static Broker launch(Path folder, Optional<Protection> protection) {
        Broker broker = new Broker(folder, protection);
        broker.format();
        broker.launch();
        return broker;
    }

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
            properties().copyTo(folder);
            if (!Files.exists(meta)) {
                String directoryId = Uuid.randomUuid().toString();
                Files.writeString(meta, META.formatted(CLUSTER_ID, directoryId));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected ChildJvm start() {
        List<String> arguments = new ArrayList<>(List.of("-Xms48m", "-Xmx384m", "-XX:+UseSerialGC"));
        arguments.addAll(home.server("sandbox/broker", "kafka.Kafka"));
        arguments.add(folder.resolve("server.properties").toString());
        return ChildJvm.start("broker", arguments, Map.of(), folder.resolve("broker.log"), line -> {});
    }

    /** Returns once the broker answers. */
    @Override
    protected void awaitAnswer() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address()))) {
            process().awaitStart(() -> !admin.describeCluster()
                    .nodes()
                    .get(LONGEST_CALL.toSeconds(), TimeUnit.SECONDS)
                    .isEmpty());
        }
    }

    private ServerFile properties() {
        int controller = Ports.free();
        String second = protection.isPresent() ? ",PROTECTED://" + protectedAddress() : "";
        return ServerFile.of("server.properties")
                .with("controller.quorum.voters=1@127.0.0.1:" + controller)
                .with("listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller + second)
                .with("advertised.listeners=PLAINTEXT://127.0.0.1:" + port + second)
                .with("log.dirs=" + folder.resolve("data"))
                .with(protection.map(Broker::properties).orElse(""));
    }

    private static String properties(Protection protection) {
        return ServerFile.of("protected.properties")
                .with("listener.name.protected.ssl.keystore.location=" + protection.keys())
                .with("listener.name.protected.ssl.keystore.password=" + protection.password())
                .text();
    }
}
