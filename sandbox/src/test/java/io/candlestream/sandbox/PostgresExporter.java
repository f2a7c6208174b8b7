package io.candlestream.sandbox;

import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.postgres.PostgresLogin;
import io.candlestream.sandbox.server.Ports;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Debian's {@code postgres_exporter}, set up by the variables that {@code docker-compose.postgres.yml} has. */
final class PostgresExporter implements AutoCloseable {
    private final String address;
    private final Process process;

    private PostgresExporter(String address, Process process) {
        this.address = address;
        this.process = process;
    }

    /** Where the program is; empty where it is not installed. */
    static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "prometheus-postgres-exporter"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param log where it writes what it says */
    static PostgresExporter start(PostgresLogin monitor, Path log) throws IOException {
        String address = "127.0.0.1:" + Ports.free();
        ProcessBuilder builder = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--web.listen-address=" + address,
                        // Debian's is of 2022, and asks a column that PostgreSQL 17 no longer has.
                        "--no-collector.bgwriter")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .put(
                        "DATA_SOURCE_URI",
                        monitor.host() + ":" + monitor.port() + "/" + monitor.database() + "?sslmode=disable");
        builder.environment()
                .put(
                        "PG_EXPORTER_EXTEND_QUERY_PATH",
                        ProjectFolder.find()
                                .root()
                                .resolve("monitoring/postgres/queries.yml")
                                .toString());
        builder.environment().put("DATA_SOURCE_USER", monitor.user());
        builder.environment().put("DATA_SOURCE_PASS", monitor.password());
        PostgresExporter exporter = new PostgresExporter(address, builder.start());
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> exporter.metrics()
                .contains("pg_up"));
        return exporter;
    }

    /** Where Prometheus asks it. */
    String address() {
        return address;
    }

    /** All that it tells. */
    String metrics() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/metrics"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
