package io.candlestream.consumer.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.settings.StopException;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas that writers registered; travels to the executors, each of which asks for an id once. Speaks Confluent's
 * REST interface, which Redpanda and Apicurio speak as well.
 *
 * @param address such as {@code http://localhost:8081}, without the slash at its end
 */
public record SchemaRegistry(String address) implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final Set<Integer> LOGIN = Set.of(401, 403);
    private static final int BUSY = 429;
    private static final int SERVER_ERROR = 500;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** An id is never given to another schema, so what is known stays true. */
    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    /**
     * The schema's text, empty when nobody registered the id.
     *
     * @throws RegistryAwayException when three attempts get no answer
     * @throws StopException when the registry refuses to answer us
     */
    Optional<String> schema(int id) {
        if (id < 0) { // from a damaged record: none is given out
            return Optional.empty();
        }
        URI uri = URI.create(address + "/schemas/ids/" + id);
        Optional<String> known = Optional.ofNullable(KNOWN.get(uri.toString()));
        if (known.isPresent()) {
            return known;
        }
        Optional<String> schema = answer(uri);
        schema.ifPresent(text -> KNOWN.put(uri.toString(), text));
        return schema;
    }

    private static Optional<String> answer(URI uri) {
        String failure = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                Thread.sleep(PAUSE.multipliedBy(attempt).toMillis());
                HttpRequest request =
                        HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
                HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
                if (response.statusCode() != BUSY && response.statusCode() < SERVER_ERROR) {
                    return schema(uri, response);
                }
                failure = "HTTP status " + response.statusCode();
            } catch (IOException e) {
                failure = e.getClass().getSimpleName();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RegistryAwayException("Interrupted while asking " + uri);
            }
        }
        throw new RegistryAwayException(
                "Cannot read " + uri + ": " + failure + " (CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY)");
    }

    private static Optional<String> schema(URI uri, HttpResponse<String> response) {
        if (LOGIN.contains(response.statusCode())) {
            throw refused(uri, "HTTP status " + response.statusCode());
        }
        if (response.statusCode() != OK) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(response.body()).path("schema").asText());
        } catch (JsonProcessingException e) {
            throw refused(uri, "the answer is not JSON");
        }
    }

    private static StopException refused(URI uri, String why) {
        return new StopException("Cannot read " + uri + ": " + why
                + " (CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY has to name a schema registry)");
    }
}
