package io.candlestream.simulator.exchange;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candlestream.simulator.channel.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Answers a client's control messages. The error of a request that could be read is wrapped and carries its id, as on the
 * wire; that of a message that could not is flat and has none, as the docs print it.
 *
 * <p>Source: binance-api.md section 2.
 */
final class Control {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JSON.getNodeFactory();
    private static final List<String> METHODS =
            List.of("SUBSCRIBE", "UNSUBSCRIBE", "LIST_SUBSCRIPTIONS", "SET_PROPERTY", "GET_PROPERTY");

    private Control() {}

    /** The answer to {@code message}, which may change what {@code connection} listens to. */
    static String answer(String message, Connection connection) {
        JsonNode request;
        try {
            request = JSON.readTree(message);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            return flat(
                    3, "Invalid JSON: expected value at line " + place.getLineNr() + " column " + place.getColumnNr());
        }
        String method = request.path("method").asText();
        JsonNode id = request.has("id") ? request.get("id") : NODES.nullNode();
        if (!METHODS.contains(method)) {
            return flat(2, unreadable(method) + " at line 1 column " + message.length());
        }
        if (!isId(id)) {
            return flat(2, "Invalid request: request ID must be an unsigned integer");
        }
        return answer(method, request.path("params"), connection).set("id", id).toString();
    }

    private static String unreadable(String method) {
        return method.isEmpty()
                ? "Invalid request: missing field `method`"
                : "Invalid request: unknown variant " + method + ", expected one of "
                        + METHODS.stream().map(name -> '`' + name + '`').collect(Collectors.joining(", "));
    }

    private static boolean isId(JsonNode id) {
        return id.isNull()
                || (id.isIntegralNumber() && id.canConvertToLong())
                || (id.isTextual() && id.textValue().matches("[\\w-]{1,36}"));
    }

    private static ObjectNode answer(String method, JsonNode params, Connection connection) {
        try {
            JsonNode result =
                    switch (method) {
                        case "SUBSCRIBE" -> subscribe(params, connection);
                        case "UNSUBSCRIBE" -> unsubscribe(params, connection);
                        case "LIST_SUBSCRIPTIONS" -> JSON.valueToTree(connection.streams());
                        case "SET_PROPERTY" -> setProperty(params, connection);
                        default -> property(params, 1, NODES.booleanNode(connection.combined()));
                    };
            return NODES.objectNode().set("result", result);
        } catch (RefusedException refused) {
            return NODES.objectNode().set("error", body(refused));
        }
    }

    private static JsonNode subscribe(JsonNode params, Connection connection) {
        if (!connection.subscribe(streams(params))) {
            throw new RefusedException(4, "Too many subscriptions");
        }
        return NODES.nullNode();
    }

    private static JsonNode unsubscribe(JsonNode params, Connection connection) {
        connection.unsubscribe(streams(params));
        return NODES.nullNode();
    }

    private static JsonNode setProperty(JsonNode params, Connection connection) {
        JsonNode value = property(params, 2, params.path(1));
        if (!value.isBoolean()) {
            throw new RefusedException(1, "Invalid value type: expected Boolean");
        }
        connection.combine(value.booleanValue());
        return NODES.nullNode();
    }

    /** {@code value}, if the {@code count} parameters begin with the name of the only property there is. */
    private static JsonNode property(JsonNode params, int count, JsonNode value) {
        if (params.size() > count) {
            throw new RefusedException(2, "Invalid request: too many parameters");
        }
        if (!params.path(0).isTextual()) {
            throw new RefusedException(2, "Invalid request: property name must be a string");
        }
        if (!params.get(0).textValue().equals("combined")) {
            throw new RefusedException(0, "Unknown property");
        }
        return value;
    }

    private static List<String> streams(JsonNode params) {
        List<String> names = new ArrayList<>();
        for (JsonNode name : params) {
            if (!name.isTextual()
                    || !(name.textValue().contains("@") || name.textValue().startsWith("!"))) {
                throw new RefusedException(2, "Invalid request: invalid stream");
            }
            names.add(name.textValue());
        }
        if (!params.isArray()) {
            throw new RefusedException(2, "Invalid request: missing field `params`");
        }
        return names;
    }

    private static String flat(int code, String message) {
        return body(new RefusedException(code, message)).toString();
    }

    /** The error as the exchange words it. */
    static ObjectNode body(RefusedException refused) {
        return NODES.objectNode().put("code", refused.code()).put("msg", refused.getMessage());
    }
}
