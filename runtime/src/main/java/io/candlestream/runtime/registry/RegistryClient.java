package io.candlestream.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.http.BoundedAnswer;
import io.candlestream.runtime.registry.RegistryAnswer.Away;
import io.candlestream.runtime.registry.RegistryAnswer.Known;
import io.candlestream.runtime.registry.RegistryAnswer.LoginNeeded;
import io.candlestream.runtime.registry.RegistryAnswer.Refused;
import io.candlestream.runtime.registry.RegistryAnswer.Registered;
import io.candlestream.runtime.registry.RegistryAnswer.Unknown;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
    /** Incompatible with an earlier one, and not valid. */
    private static final Set<Integer> REFUSED = Set.of(409, 422);

    private static final int SHOWN_CHARACTERS = 300;

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
        try {
            HttpResponse<byte[]> response = ask(uri(id));
            int status = response.statusCode();
            if (LOGIN.contains(status)) {
                return new LoginNeeded("HTTP status " + status);
            }
            JsonNode body = json(response.body());
            if (status == NOT_FOUND && body.path("error_code").asInt() == NO_SUCH_SCHEMA) {
                return new Unknown();
            }
            String schema = body.path("schema").asText();
            return status != OK
                    ? new Away("HTTP status " + status)
                    : schema.isBlank() ? new Away("the answer holds no schema") : new Registered(schema);
        } catch (IOException e) {
            return new Away(e.getMessage());
        }
    }

    /** Registers {@code schema} under {@code subject} unless it is there. */
    public RegistryAnswer register(String subject, String schema) throws InterruptedException {
        String name = URLEncoder.encode(subject, StandardCharsets.UTF_8);
        String body = JSON.createObjectNode().put("schema", schema).toString();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/subjects/" + name + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<byte[]> response = ask(request);
            int status = response.statusCode();
            JsonNode answer = json(response.body());
            if (LOGIN.contains(status)) {
                return new LoginNeeded("HTTP status " + status);
            } else if (REFUSED.contains(status) && answer.has("error_code")) {
                return new Refused(oneLine(answer.path("message").asText()));
            } else if (status != OK) {
                return new Away("HTTP status " + status);
            }
            return answer.path("id").isInt()
                    ? new Known(answer.path("id").asInt())
                    : new Away("the answer holds no id of a schema");
        } catch (IOException e) {
            return new Away(e.getMessage());
        }
    }

    private static String oneLine(String message) {
        String line = message.replaceAll("\\s+", " ").strip();
        return line.substring(0, Math.min(line.length(), SHOWN_CHARACTERS));
    }

    /**
     * How many subjects the registry has.
     *
     * @throws IOException when no registry answers, with the reason
     */
    public int subjects() throws IOException, InterruptedException {
        HttpResponse<byte[]> response = ask(URI.create(address + "/subjects"));
        if (response.statusCode() != OK) {
            throw new IOException("HTTP status " + response.statusCode());
        }
        JsonNode subjects = json(response.body());
        if (!subjects.isArray()) {
            throw new IOException("the answer is no list of subjects");
        }
        return subjects.size();
    }

    private HttpResponse<byte[]> ask(URI uri) throws IOException, InterruptedException {
        return ask(HttpRequest.newBuilder(uri).build());
    }

    private HttpResponse<byte[]> ask(HttpRequest request) throws IOException, InterruptedException {
        try {
            return BoundedAnswer.of(CLIENT, request, deadline, MOST_BYTES);
        } catch (IOException e) {
            throw new IOException(RootCause.message(e), e);
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
