package io.candlestream.consumer.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A small real schema registry: answers {@code /schemas/ids/N} as Confluent's and Redpanda's do. */
final class TestRegistry implements AutoCloseable {
    private static final String PATH = "/schemas/ids/";
    private static final String UNKNOWN = "{\"error_code\":40403,\"message\":\"Schema not found\"}";

    private final Map<Integer, String> schemas = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final HttpServer server;

    TestRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PATH, this::answer);
        server.start();
    }

    SchemaRegistry client() {
        return new SchemaRegistry("http://127.0.0.1:" + server.getAddress().getPort());
    }

    TestRegistry register(int id, String schema) {
        schemas.put(id, schema);
        return this;
    }

    /** The next {@code count} answers are status 503. */
    void fail(int count) {
        failures.set(count);
    }

    int questions() {
        return questions.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        questions.incrementAndGet();
        boolean fails = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        int id = Integer.parseInt(exchange.getRequestURI().getPath().substring(PATH.length()));
        boolean known = schemas.containsKey(id);
        String body = known
                ? new ObjectMapper()
                        .createObjectNode()
                        .put("schema", schemas.get(id))
                        .toString()
                : UNKNOWN;
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(fails ? 503 : known ? 200 : 404, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
