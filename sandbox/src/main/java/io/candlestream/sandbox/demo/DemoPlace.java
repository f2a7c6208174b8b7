package io.candlestream.sandbox.demo;

import io.candlestream.sandbox.server.CassandraLogin;
import io.candlestream.sandbox.server.Home;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The folder of one demo under {@code .sandbox/}: named by the process while it runs, {@code kept} afterwards. It holds
 * the servers' data, the logs, and how the tools find them.
 */
public record DemoPlace(Path folder) {
    private static final String ENVIRONMENT = "environment.properties";
    private static final String REST_URL = "CANDLESTREAM_PRODUCER_REST_URL";
    private static final List<String> REMEMBERED = List.of(
            "REDPANDA_BROKERS",
            "ASSET_SYMBOLS",
            "ASSET_INTERVAL",
            REST_URL,
            "CANDLESTREAM_PRODUCER_STREAM_URL",
            "CANDLESTREAM_PRODUCER_METRICS_PORT",
            "CANDLESTREAM_CONSUMER_METRICS_PORT");

    /** A new, empty folder for this process; what dead processes left is removed. */
    static DemoPlace create() {
        Path demos = demos();
        try {
            Files.createDirectories(demos);
            if (!Files.isWritable(demos)) {
                throw new IOException("access is denied");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot write " + demos + ", where a demo keeps its data: " + e.getMessage()
                            + " (run it as the owner of the project, or in a copy of your own)",
                    e);
        }
        children(demos).filter(path -> !running(path)).forEach(DemoPlace::delete);
        return new DemoPlace(
                demos.resolve(String.valueOf(ProcessHandle.current().pid())));
    }

    /** Those of all demos that run now, with those whose servers still start. */
    public static List<DemoPlace> allRunning() {
        return children(demos()).filter(DemoPlace::running).map(DemoPlace::new).toList();
    }

    /** The process of the demo while it runs. */
    public long pid() {
        return Long.parseLong(folder.getFileName().toString());
    }

    /** The folder of a demo that runs now. */
    static Optional<DemoPlace> running() {
        return children(demos())
                .filter(DemoPlace::running)
                .map(DemoPlace::new)
                .filter(DemoPlace::ready)
                .findFirst();
    }

    /** What the newest {@code demo --keep} left. */
    public static Optional<DemoPlace> kept() {
        return Optional.of(new DemoPlace(keptFolder())).filter(DemoPlace::ready);
    }

    private static Path demos() {
        return Home.find().sandbox().resolve("demos");
    }

    private static Path keptFolder() {
        return Home.find().sandbox().resolve("kept");
    }

    private static boolean running(Path folder) {
        String name = folder.getFileName().toString();
        return name.matches("\\d+")
                && ProcessHandle.of(Long.parseLong(name))
                        .map(ProcessHandle::isAlive)
                        .orElse(false);
    }

    /** Whether its servers answer, and the tools find them. */
    public boolean ready() {
        return Files.exists(folder.resolve(ENVIRONMENT));
    }

    /** Writes down the variables by which the tools find this demo, readable by the owner alone. */
    void remember(CassandraLogin login, Map<String, String> pipeline) {
        Properties properties = new Properties();
        REMEMBERED.stream()
                .filter(pipeline::containsKey)
                .forEach(variable -> properties.setProperty(variable, pipeline.get(variable)));
        properties.setProperty("ASSET_CASSANDRA_HOST", login.host());
        properties.setProperty("ASSET_CASSANDRA_PORT", String.valueOf(login.port()));
        properties.setProperty("ASSET_CASSANDRA_USERNAME", login.user());
        properties.setProperty("ASSET_CASSANDRA_PASSWORD", login.password());
        Path file = folder.resolve(ENVIRONMENT);
        try (Writer out = Files.newBufferedWriter(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            properties.store(out, "how the tools find this demo");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The variables by which the tools find this demo while it runs. */
    public Map<String, String> environment() {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(folder.resolve(ENVIRONMENT))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> environment = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> environment.put(name, properties.getProperty(name)));
        environment.put("CANDLESTREAM_TOOLS_REST_URL", environment.get(REST_URL));
        environment.put(
                "CANDLESTREAM_CONSUMER_CHECKPOINT", folder.resolve("checkpoint").toString());
        environment.put(
                "CANDLESTREAM_PRODUCER_BACKFILL_FOLDER",
                folder.resolve("backfill").toString());
        return environment;
    }

    /** Puts this folder where {@link #kept()} finds it. */
    void keep() {
        delete(keptFolder());
        try {
            Files.move(folder, keptFolder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        delete(folder);
    }

    private static Stream<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return List.copyOf(children.toList()).stream();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder, e);
        }
    }
}
