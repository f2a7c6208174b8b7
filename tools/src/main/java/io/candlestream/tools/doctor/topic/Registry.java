package io.candlestream.tools.doctor.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.settings.http.BoundedBody;
import io.candlestream.tools.doctor.finding.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * A schema registry, asked by Confluent's REST interface.
 *
 * @param address such as {@code http://localhost:8081}
 */
public record Registry(String address) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** A registry that knows ten thousands of subjects. */
    private static final int MOST_BYTES = 8 << 20;

    private static final String SETTING = " (CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY has to name a schema registry)";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How many subjects it knows. */
    public Answer<Integer> subjects() {
        Answer<JsonNode> answer = ask("/subjects");
        return answer.value().map(JsonNode::size).map(Answer::of).orElseGet(() -> Answer.none(answer.trouble()));
    }

    Answer<Schema> schema(int id) {
        Answer<JsonNode> answer = ask("/schemas/ids/" + id);
        try {
            return answer.value()
                    .map(node -> new Schema.Parser().parse(node.path("schema").asText()))
                    .map(Answer::of)
                    .orElseGet(() -> Answer.none(answer.trouble()));
        } catch (SchemaParseException e) {
            return Answer.none("schema " + id + " of the registry is none of Avro");
        }
    }

    private Answer<JsonNode> ask(String path) {
        try {
            URI uri = URI.create(address + path);
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(request, BoundedBody.text(MOST_BYTES));
            return response.statusCode() == 200
                    ? Answer.of(JSON.readTree(response.body()))
                    : Answer.none(uri + " answers HTTP " + response.statusCode() + SETTING);
        } catch (JsonProcessingException e) {
            return Answer.none(address + path + " does not answer with JSON" + SETTING);
        } catch (IOException | IllegalArgumentException e) {
            return Answer.none(address + " does not answer: " + e.getClass().getSimpleName() + SETTING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.none("interrupted");
        }
    }
}
