package io.candlestream.sandbox;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.sandbox.board.BoardPage;
import io.candlestream.sandbox.server.Ports;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Debian's Prometheus on the files of {@code monitoring/}: it asks the programs of a test every second, and an alert that
 * has to last for a minute lasts for five seconds.
 */
final class PrometheusServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FILES = ProjectFolder.find().root().resolve("monitoring");

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final Process process;

    private PrometheusServer(URI address, Process process) {
        this.address = address;
        this.process = process;
    }

    /** Where the program is; empty where it is not installed. */
    static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param targets where each host of {@code prometheus.yml} really is, such as {@code binance-producer:9401} */
    static PrometheusServer start(Path folder, Map<String, String> targets) throws IOException {
        configure(folder, targets);
        String listen = "127.0.0.1:" + Ports.free();
        Process process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + listen)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        PrometheusServer server = new PrometheusServer(URI.create("http://" + listen), process);
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> server.ask("/-/ready")
                .contains("Ready"));
        return server;
    }

    private static void configure(Path folder, Map<String, String> targets) throws IOException {
        String config = Files.readString(FILES.resolve("prometheus.yml"))
                .replaceAll("(scrape|evaluation)_interval: \\w+", "$1_interval: 1s")
                .replaceAll("scrape_timeout: \\w+", "scrape_timeout: 1s")
                // Its exporter tries for a second to log in before it says that PostgreSQL is away.
                .replace(
                        "job_name: postgres\n", "job_name: postgres\n    scrape_interval: 3s\n    scrape_timeout: 3s\n")
                // A name that only the compose file's network has.
                .replaceAll(
                        "dns_sd_configs: .*names: \\[([a-z-]+)].*port: (\\d+).*",
                        "static_configs: [{targets: [\"$1:$2\"]}]");
        for (Map.Entry<String, String> target : targets.entrySet()) {
            config = config.replace(target.getKey(), target.getValue());
        }
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("prometheus.yml"), config);
        Files.writeString(
                folder.resolve("rules/candlestream.yml"),
                Files.readString(FILES.resolve("rules/candlestream.yml")).replace("for: 1m", "for: 5s"));
    }

    /** The one number that {@code expression} yields now; empty when it yields none. */
    Optional<Double> value(String expression) {
        JsonNode results = query(expression);
        return results.isEmpty()
                ? Optional.empty()
                : Optional.of(results.get(0).at("/value/1").asDouble());
    }

    /** The values of {@code label} in what {@code expression} yields now. */
    Set<String> labels(String expression, String label) {
        Set<String> values = new TreeSet<>();
        query(expression)
                .forEach(result -> values.add(result.at("/metric/" + label).asText()));
        return values;
    }

    /** The values that {@code expression} yields now, by the value of {@code label}. */
    Map<String, Double> values(String expression, String label) {
        Map<String, Double> values = new TreeMap<>();
        query(expression)
                .forEach(result -> values.put(
                        result.at("/metric/" + label).asText(),
                        result.at("/value/1").asDouble()));
        return values;
    }

    /** What {@code expression} yielded every second of the last {@code length}, by the value of {@code label}. */
    Map<String, List<BoardPage.Point>> range(String expression, String label, Duration length) {
        Instant now = Instant.now();
        String path = "/api/v1/query_range?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8) + "&start="
                + now.minus(length).getEpochSecond() + "&end=" + now.getEpochSecond() + "&step=1";
        Map<String, List<BoardPage.Point>> values = new TreeMap<>();
        json(ask(path)).at("/data/result").forEach(result -> {
            List<BoardPage.Point> points = new ArrayList<>();
            result.get("values")
                    .forEach(value -> points.add(new BoardPage.Point(
                            value.get(0).asDouble(), value.get(1).asDouble())));
            values.put(result.at("/metric/" + label).asText(), points);
        });
        return values;
    }

    private JsonNode query(String expression) {
        String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        return json(ask("/api/v1/query?query=" + query)).at("/data/result");
    }

    /** The names of all metrics that it has ever seen. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        json(ask("/api/v1/label/__name__/values")).at("/data").forEach(name -> names.add(name.asText()));
        return names;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(String path) {
        try {
            return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Prometheus was asked for " + path, e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
