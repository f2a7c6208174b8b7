package io.candlestream.sandbox.server;

import io.candlestream.simulator.exchange.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Producer, consumer and live page as they ship, with the environment that ties them to servers and an exchange.
 *
 * @param folder for logs and the checkpoint
 * @param environment variables of all three
 */
public record Pipeline(Path folder, Map<String, String> environment) {
    private static final String CHECKPOINT = "CANDLESTREAM_CONSUMER_CHECKPOINT";
    private static final String PRODUCER_PORT = "CANDLESTREAM_PRODUCER_METRICS_PORT";
    private static final String CONSUMER_PORT = "CANDLESTREAM_CONSUMER_METRICS_PORT";
    private static final List<String> DEFAULT_SINKS = List.of("cassandra");
    /** A variable that is empty counts as not set; a blank says that there is none. */
    private static final String NOWHERE = " ";

    public Pipeline {
        environment = Map.copyOf(environment);
    }

    /** A pipeline between these servers that logs in to Cassandra as {@code writer}. */
    public static Pipeline between(Servers servers, CassandraLogin writer, Path folder) {
        return new Pipeline(folder, writer.environment())
                .with("REDPANDA_BROKERS", servers.brokers())
                // Many pipelines run on one machine; each program takes a port that is free.
                .with(PRODUCER_PORT, "0")
                .with(CONSUMER_PORT, "0")
                .in(folder);
    }

    /** The same pipeline with its logs and its checkpoint in {@code other}. */
    public Pipeline in(Path other) {
        return new Pipeline(other, environment)
                .with(CHECKPOINT, other.resolve("checkpoint").toString());
    }

    /** The consumer's checkpoint. */
    public Path checkpoint() {
        return Path.of(value(CHECKPOINT));
    }

    /** The same pipeline with one variable set. */
    public Pipeline with(String variable, String value) {
        return with(Map.of(variable, value));
    }

    /** The same pipeline with some variables set. */
    public Pipeline with(Map<String, String> variables) {
        Map<String, String> more = new HashMap<>(environment);
        more.putAll(variables);
        return new Pipeline(folder, more);
    }

    /** The same pipeline with its producer set to {@code exchange}, which has begun to listen, and all of its symbols. */
    public Pipeline with(Exchange exchange) {
        return with("ASSET_SYMBOLS", String.join(",", exchange.symbols()))
                .with("ASSET_INTERVAL", exchange.interval().code())
                .with("CANDLESTREAM_PRODUCER_STREAM_URL", exchange.streamUrl().toString())
                .with("CANDLESTREAM_PRODUCER_REST_URL", exchange.restUrl().toString());
    }

    /** The same pipeline with streams beside those that always run, by a file of settings beside its logs. */
    public Pipeline streaming(List<String> streams) {
        return streaming(streams, DEFAULT_SINKS);
    }

    /** And with the rows of each stream in all of these sinks. */
    public Pipeline streaming(List<String> streams, List<String> sinks) {
        if (streams.equals(Exchange.Options.defaults().streams()) && sinks.equals(DEFAULT_SINKS)) {
            return this;
        }
        Path file = folder.resolve("streams.conf");
        String settings = streams.stream()
                .flatMap(name -> Stream.of(
                        "candlestream.producer.streams." + name + ".enabled = true\n",
                        "candlestream.consumer.streams." + name + " { enabled = true, sinks = " + sinks + " }\n"))
                .collect(Collectors.joining());
        try {
            return with("CANDLESTREAM_CONFIG", Files.writeString(file, settings).toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** The same pipeline with ports for its metrics that are known before it starts and stay over restarts. */
    public Pipeline watchable() {
        return with(PRODUCER_PORT, String.valueOf(Ports.free())).with(CONSUMER_PORT, String.valueOf(Ports.free()));
    }

    /** Where the producer of a {@link #watchable} pipeline tells its metrics. */
    public URI producerMetrics() {
        return metrics(PRODUCER_PORT);
    }

    /** Where the consumer of a {@link #watchable} pipeline tells its metrics. */
    public URI consumerMetrics() {
        return metrics(CONSUMER_PORT);
    }

    private URI metrics(String port) {
        return URI.create("http://127.0.0.1:" + value(port) + "/metrics");
    }

    /** The value of a variable that is set. */
    public String value(String variable) {
        return environment.get(variable);
    }

    /** Starts the producer; {@code listener} gets its lines of output. */
    public ChildJvm producer(Consumer<String> listener) {
        return program("binance-producer", List.of("-Xms32m", "-Xmx256m", "-XX:+UseSerialGC"), listener);
    }

    /**
     * Starts the consumer; {@code listener} gets its lines of output. What a batch has made is garbage at its end: with many
     * rows a second the collector takes more room for it, with few it needs little.
     */
    public ChildJvm consumer(Consumer<String> listener) {
        return program(
                "binance-consumer",
                List.of("-Xms160m", "-Xmx1g", "-XX:NewSize=96m", "-XX:MaxNewSize=640m", "-XX:+UseParallelGC"),
                listener);
    }

    /**
     * Starts the live page, logged in as {@code reader}; it shows the health of the programs of a {@link #watchable}
     * pipeline.
     */
    public ChildJvm dashboard(CassandraLogin reader, int port, Consumer<String> listener) {
        return with(reader.environment())
                .with("CANDLESTREAM_DASHBOARD_PORT", String.valueOf(port))
                .withMetrics("CANDLESTREAM_DASHBOARD_PRODUCER_METRICS", PRODUCER_PORT)
                .withMetrics("CANDLESTREAM_DASHBOARD_CONSUMER_METRICS", CONSUMER_PORT)
                .program("dashboard", List.of("-Xms32m", "-Xmx192m", "-XX:+UseSerialGC"), listener);
    }

    private Pipeline withMetrics(String variable, String port) {
        boolean known = !value(port).equals("0");
        return environment.containsKey(variable)
                ? this
                : with(variable, known ? metrics(port).toString() : NOWHERE);
    }

    private ChildJvm program(String module, List<String> heap, Consumer<String> listener) {
        List<String> arguments = new ArrayList<>(heap);
        arguments.addAll(ProjectFolder.find().program(module));
        return ChildJvm.start(module, arguments, environment, folder.resolve(module + ".log"), listener);
    }
}
