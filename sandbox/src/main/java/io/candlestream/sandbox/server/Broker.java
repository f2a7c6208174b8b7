package io.candlestream.sandbox.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A Kafka broker in KRaft mode, controller and broker in one child JVM, on a free port of the loopback. */
public final class Broker implements AutoCloseable {
    private static final Duration START_DEADLINE = Duration.ofSeconds(90);
    private static final String CLUSTER_ID = "Y2FuZGxlc3RyZWFtLXNhbg";

    private final Path folder;
    private final int port;
    private final Home home = Home.find();
    private ChildJvm process;

    private Broker(Path folder) {
        this.folder = folder;
        this.port = Ports.free();
    }

    /** Starts a broker whose data lie in {@code folder}, and returns once it answers. */
    public static Broker start(Path folder) {
        Broker broker = new Broker(folder);
        broker.format();
        broker.launch();
        return broker;
    }

    /** The address for clients. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    private void format() {
        Path properties = folder.resolve("server.properties");
        boolean formatted = Files.exists(folder.resolve("data/meta.properties"));
        write(properties);
        if (!formatted) {
            int code = child(
                            "broker-format",
                            "kafka.tools.StorageTool",
                            "format",
                            "-t",
                            CLUSTER_ID,
                            "-c",
                            properties.toString())
                    .await(START_DEADLINE);
            if (code != 0) {
                throw new IllegalStateException("Cannot format the broker's folder " + folder + ": exit code " + code);
            }
        }
    }

    private void launch() {
        process = child(
                "broker", "kafka.Kafka", folder.resolve("server.properties").toString());
        awaitAnswer();
    }

    private ChildJvm child(String name, String... mainAndArguments) {
        Path lib = home.lib("sandbox/broker");
        List<String> arguments = new java.util.ArrayList<>(
                List.of("-Xmx384m", "-XX:+UseSerialGC", "-Xshare:auto", "-Dlog4j2.level=WARN", "-cp", lib + "/*"));
        arguments.addAll(List.of(mainAndArguments));
        return ChildJvm.start(name, arguments, Map.of(), folder.resolve(name + ".log"), line -> {});
    }

    private void awaitAnswer() {
        Properties properties = new Properties();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address());
        long deadline = System.nanoTime() + START_DEADLINE.toNanos();
        try (Admin admin = Admin.create(properties)) {
            while (true) {
                try {
                    admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
                    return;
                } catch (ExecutionException | TimeoutException e) {
                    if (!process.alive() || System.nanoTime() > deadline) {
                        throw new IllegalStateException("The broker does not start:\n" + process.tail(), e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the broker started", e);
        }
    }

    private void write(Path file) {
        int controller = Ports.free();
        String text = String.join(
                "\n",
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@127.0.0.1:" + controller,
                "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
                "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
                "controller.listener.names=CONTROLLER",
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs=" + folder.resolve("data"),
                "offsets.topic.replication.factor=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "group.initial.rebalance.delay.ms=0",
                "auto.create.topics.enable=false",
                "message.max.bytes=16777216",
                "log.retention.ms=-1",
                // A killed broker's session has to end before it may register again: keep that short.
                "broker.session.timeout.ms=3000",
                "broker.heartbeat.interval.ms=500",
                "controlled.shutdown.enable=false",
                "");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
