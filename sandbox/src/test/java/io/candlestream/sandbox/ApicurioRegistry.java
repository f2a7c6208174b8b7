package io.candlestream.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Ports;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Apicurio's schema registry as a process, with the interface of Confluent's; a new schema of a subject has to read what the
 * one before it wrote.
 */
final class ApicurioRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Path JARS = ProjectFolder.find().root().resolve("sandbox/target/registry");

    private final ChildJvm server;
    private final String address;

    private ApicurioRegistry(ChildJvm server, String address) {
        this.server = server;
        this.address = address;
    }

    static ApicurioRegistry start(Path folder) throws IOException {
        int port = Ports.free();
        ChildJvm server = ChildJvm.startIn(
                folder,
                "registry",
                List.of(
                        "-Xmx192m",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-jar",
                        program().toString()),
                Map.of(),
                folder.resolve("registry.log"),
                line -> {});
        ApicurioRegistry registry = new ApicurioRegistry(server, "http://127.0.0.1:" + port + "/apis/ccompat/v7");
        server.awaitStart(() -> registry.send("GET", "/subjects", "").isArray());
        registry.send("PUT", "/config", "{\"compatibility\": \"BACKWARD\"}");
        return registry;
    }

    /** The one of the version that the build has unpacked. */
    private static Path program() throws IOException {
        try (Stream<Path> jars = Files.list(JARS)) {
            return jars.filter(jar -> jar.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no registry in " + JARS));
        }
    }

    String address() {
        return address;
    }

    Schema schema(int id) {
        return new Schema.Parser()
                .parse(send("GET", "/schemas/ids/" + id, "").get("schema").asText());
    }

    /** The newest of a subject. */
    Schema schema(String subject) {
        return new Schema.Parser()
                .parse(send("GET", "/subjects/" + subject + "/versions/latest", "")
                        .get("schema")
                        .asText());
    }

    /** As if somebody had registered {@code schema} before. */
    ApicurioRegistry with(String subject, Schema schema) {
        String body = JSON.createObjectNode().put("schema", schema.toString()).toString();
        send("POST", "/subjects/" + subject + "/versions", body);
        return this;
    }

    private JsonNode send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(method + " " + path + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
