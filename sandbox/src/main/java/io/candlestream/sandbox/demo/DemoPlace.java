package io.candlestream.sandbox.demo;

import io.candlestream.sandbox.server.CassandraLogin;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of one demo under {@code .sandbox/}: named by the process while it runs, {@code kept} afterwards. It holds
 * the servers' data, the logs, and how the tools find them.
 */
public record DemoPlace(Path folder) {
    /** What a tool calls the demo that was kept. */
    static final String KEPT = "kept";
    /** The file of what the exchange of a kept demo had said. */
    static final String EXCHANGE = "exchange.csv.gz";

    /** The variable by which a page says what market it shows. */
    static final String MARKET_NOTE = "CANDLESTREAM_DASHBOARD_MARKET_NOTE";

    private static final String ABOUT = "about.properties";
    private static final String NAME = "name";
    private static final String MARKET = "market";
    private static final String PRODUCER_METRICS = "CANDLESTREAM_DASHBOARD_PRODUCER_METRICS";
    private static final String CONSUMER_METRICS = "CANDLESTREAM_DASHBOARD_CONSUMER_METRICS";
    private static final String PRODUCER_PORT = "CANDLESTREAM_PRODUCER_METRICS_PORT";
    private static final String CONSUMER_PORT = "CANDLESTREAM_CONSUMER_METRICS_PORT";
    /** A variable that is empty counts as not set; a blank says that there is none. */
    private static final String NOWHERE = " ";

    private static final String ENVIRONMENT = "environment.properties";
    private static final String REST_URL = "CANDLESTREAM_PRODUCER_REST_URL";
    private static final List<String> REMEMBERED = List.of(
            "REDPANDA_BROKERS",
            "ASSET_SYMBOLS",
            "ASSET_INTERVAL",
            REST_URL,
            "CANDLESTREAM_PRODUCER_STREAM_URL",
            "CANDLESTREAM_DASHBOARD_MAX_AHEAD",
            MARKET_NOTE,
            PRODUCER_PORT,
            CONSUMER_PORT,
            "CANDLESTREAM_HISTORY_JMX_PORT",
            "CANDLESTREAM_HISTORY_JMX_USERNAME",
            "CANDLESTREAM_HISTORY_JMX_PASSWORD",
            "CANDLESTREAM_POSTGRES_HOST",
            "CANDLESTREAM_POSTGRES_PORT",
            "CANDLESTREAM_POSTGRES_DATABASE",
            "CANDLESTREAM_POSTGRES_USERNAME",
            "CANDLESTREAM_POSTGRES_PASSWORD",
            "CANDLESTREAM_LAKE_WAREHOUSE",
            "CANDLESTREAM_LAKE_CATALOG");

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
        children(demos).filter(path -> !running(path)).forEach(Folders::delete);
        return new DemoPlace(
                demos.resolve(String.valueOf(ProcessHandle.current().pid())));
    }

    /** Those of all demos that run now, with those whose servers still start; the oldest first. */
    public static List<DemoPlace> allRunning() {
        return children(demos())
                .filter(DemoPlace::running)
                .map(DemoPlace::new)
                .sorted(Comparator.comparing(DemoPlace::started).thenComparing(DemoPlace::folder))
                .toList();
    }

    /** The process of the demo while it runs. */
    public long pid() {
        return Long.parseLong(id());
    }

    private Instant started() {
        return ProcessHandle.of(pid())
                .flatMap(process -> process.info().startInstant())
                .orElse(Instant.MAX);
    }

    /** Its process id while it runs, {@link #KEPT} afterwards. */
    String id() {
        return folder.getFileName().toString();
    }

    /** The name that a person gave it, else its process id. */
    public String name() {
        return about(NAME).orElseGet(this::id);
    }

    /** Such as {@code 4711, made-up market, 60×, 1m candles, BTCUSDT,ETHUSDT}. */
    String description() {
        return Stream.of(
                        Optional.of(name().equals(id()) ? id() : name() + " (" + id() + ")"),
                        about(MARKET),
                        Optional.ofNullable(environment().get("ASSET_SYMBOLS")))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private Optional<String> about(String key) {
        Path file = folder.resolve(ABOUT);
        return Files.exists(file) ? Optional.ofNullable(read(file).getProperty(key)) : Optional.empty();
    }

    /** Writes down what a person knows this demo by. */
    void describe(Optional<String> name, String market) {
        Properties about = new Properties();
        name.ifPresent(text -> about.setProperty(NAME, text));
        about.setProperty(MARKET, market);
        write(about, ABOUT, "rw-r--r--", "what this demo is");
    }

    private void write(Properties properties, String name, String permissions, String comment) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(folder);
            try (Writer out = Files.newBufferedWriter(file)) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
                properties.store(out, comment);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** What the newest {@code demo --keep} left. */
    public static Optional<DemoPlace> kept() {
        return Optional.of(new DemoPlace(keptFolder())).filter(DemoPlace::ready);
    }

    private static Path demos() {
        return ProjectFolder.find().sandbox().resolve("demos");
    }

    private static Path keptFolder() {
        return ProjectFolder.find().sandbox().resolve(KEPT);
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
        properties.putAll(login.environment());
        write(properties, ENVIRONMENT, "rw-------", "how the tools find this demo");
    }

    /** The variables by which the tools find this demo while it runs. */
    public Map<String, String> environment() {
        Properties properties = read(folder.resolve(ENVIRONMENT));
        Map<String, String> environment = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> environment.put(name, properties.getProperty(name)));
        environment.put("CANDLESTREAM_TOOLS_REST_URL", environment.get(REST_URL));
        environment.put(PRODUCER_METRICS, metrics(environment.get(PRODUCER_PORT)));
        environment.put(CONSUMER_METRICS, metrics(environment.get(CONSUMER_PORT)));
        environment.put(
                "CANDLESTREAM_CONSUMER_CHECKPOINT", folder.resolve("checkpoint").toString());
        environment.put(
                "CANDLESTREAM_PRODUCER_BACKFILL_FOLDER",
                folder.resolve("backfill").toString());
        environment.put("CANDLESTREAM_HISTORY_FOLDER", folder.resolve("history").toString());
        return environment;
    }

    /** Of a kept demo neither producer nor consumer run, and nobody is to wait for them. */
    private String metrics(String port) {
        return port == null || id().equals(KEPT) ? NOWHERE : "http://127.0.0.1:" + port + "/metrics";
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    /** What the exchange of a kept demo had said; empty for the real one, which is still there. */
    Optional<Path> exchange() {
        return Optional.of(folder.resolve(EXCHANGE)).filter(Files::exists);
    }

    /** Puts this folder where {@link #kept()} finds it. */
    void keep() {
        Folders.delete(keptFolder());
        try {
            Files.move(folder, keptFolder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        Folders.delete(folder);
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
}
