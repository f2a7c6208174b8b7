package io.candlestream.runtime.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.runtime.http.BoundedAnswer;
import io.candlestream.runtime.registry.RegistryAnswer.Away;
import io.candlestream.runtime.registry.RegistryAnswer.LoginNeeded;
import io.candlestream.runtime.registry.RegistryAnswer.Registered;
import io.candlestream.runtime.registry.RegistryAnswer.Unknown;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a registry once. Only what the registry says itself counts: a status alone may come from a load balancer, a
 * proxy or a page for people. Redirects are not followed.
 *
 * @param address such as {@code http://localhost:8081}, without the slash at its end
 * @param deadline for a whole answer, its body included
 */
public record RegistryClient(String address, Duration deadline) {
    /** The largest schemas that were seen have some 100 kB; a list of subjects may be longer. */
    private static final int MOST_BYTES = 4 << 20;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final Set<Integer> LOGIN = Set.of(401, 403);

    /** Confluent's code for "Schema not found". */
    private static final int NO_SUCH_SCHEMA = 40403;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** Where the schema {@code id} is. */
    public URI uri(int id) {
        return URI.create(address + "/schemas/ids/" + id);
    }

    /** The schema that is registered as {@code id}. */
    public RegistryAnswer schema(int id) throws InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = BoundedAnswer.of(CLIENT, HttpRequest.newBuilder(uri(id)).build(), deadline, MOST_BYTES);
        } catch (IOException e) {
            return new Away(BoundedAnswer.why(e));
        }
        int status = response.statusCode();
        if (LOGIN.contains(status)) {
            return new LoginNeeded("HTTP status " + status);
        }
        Optional<JsonNode> body = json(response.body());
        if (status == NOT_FOUND
                && body.filter(node -> node.path("error_code").asInt() == NO_SUCH_SCHEMA)
                        .isPresent()) {
            return new Unknown();
        }
        return status != OK
                ? new Away("HTTP status " + status)
                : body.map(node -> node.path("schema"))
                        .filter(schema -> !schema.asText().isBlank())
                        .<RegistryAnswer>map(schema -> new Registered(schema.asText()))
                        .orElseGet(() -> new Away("the answer holds no schema"));
    }

    /**
     * How many subjects the registry has.
     *
     * @throws IOException when no registry answers, with the reason
     */
    public int subjects() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + "/subjects")).build();
        HttpResponse<byte[]> response;
        try {
            response = BoundedAnswer.of(CLIENT, request, deadline, MOST_BYTES);
        } catch (IOException e) {
            throw new IOException(BoundedAnswer.why(e), e);
        }
        if (response.statusCode() != OK) {
            throw new IOException("HTTP status " + response.statusCode());
        }
        return json(response.body())
                .filter(JsonNode::isArray)
                .map(JsonNode::size)
                .orElseThrow(() -> new IOException("the answer is no list of subjects"));
    }

    private static Optional<JsonNode> json(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) { // bytes in memory: only what is no UTF-8
            return Optional.empty();
        }
    }
}
