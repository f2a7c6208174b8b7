package io.candlestream.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * A schema registry that takes and gives Avro schemas as Confluent's does: the same schema has the same id, and a new one of a
 * subject must be able to read what the one before it wrote. Written by Confluent's API reference; no other server of that
 * interface can be had from Maven Central or PyPI.
 */
final class RowRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final int NO_SUCH_SCHEMA = 40403;

    private final List<Schema> schemas = new ArrayList<>();
    private final Map<String, Integer> newest = new TreeMap<>();
    private final HttpServer server;

    RowRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/subjects/", this::register);
        server.createContext("/schemas/ids/", this::give);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized List<String> subjects() {
        return List.copyOf(newest.keySet());
    }

    synchronized Schema schema(int id) {
        return schemas.get(id - 1);
    }

    /** As if somebody had registered {@code schema} before. */
    synchronized RowRegistry with(String subject, Schema schema) {
        schemas.add(schema);
        newest.put(subject, schemas.size());
        return this;
    }

    private synchronized void register(HttpExchange exchange) throws IOException {
        String subject = exchange.getRequestURI().getPath().replaceAll("/subjects/|/versions", "");
        Schema schema = new Schema.Parser()
                .parse(JSON.readTree(exchange.getRequestBody()).get("schema").asText());
        if (newest.containsKey(subject) && !reads(schema, schema(newest.get(subject)))) {
            answer(
                    exchange,
                    CONFLICT,
                    error(
                            CONFLICT,
                            "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                                    + "\""));
            return;
        }
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        newest.put(subject, schemas.indexOf(schema) + 1);
        answer(exchange, OK, JSON.createObjectNode().put("id", newest.get(subject)));
    }

    private static boolean reads(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }

    private synchronized void give(HttpExchange exchange) throws IOException {
        int id = Integer.parseInt(exchange.getRequestURI().getPath().replaceAll(".*/", ""));
        boolean known = id > 0 && id <= schemas.size();
        answer(
                exchange,
                known ? OK : 404,
                known
                        ? JSON.createObjectNode().put("schema", schema(id).toString())
                        : error(NO_SUCH_SCHEMA, "Schema not found"));
    }

    private static ObjectNode error(int code, String message) {
        return JSON.createObjectNode().put("error_code", code).put("message", message);
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
