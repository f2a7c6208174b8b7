package io.candlestream.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.candlestream.runtime.registry.RegistryAnswer.Away;
import io.candlestream.runtime.registry.RegistryAnswer.Known;
import io.candlestream.runtime.registry.RegistryAnswer.LoginNeeded;
import io.candlestream.runtime.registry.RegistryAnswer.Registered;
import io.candlestream.runtime.registry.RegistryAnswer.Unknown;
import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what a registry says itself is its answer; time and size of any answer are held. */
class RegistryClientTest {
    private static final String REGISTERED = "{\"schema\":\"\\\"string\\\"\"}";

    private interface Manner {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile Manner manner = exchange -> answer(exchange, 200, REGISTERED);

    RegistryClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                manner.answer(exchange);
            }
        });
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    @AfterEach
    void stop() {
        stopped.complete(null);
        server.stop(0);
    }

    @Test
    void aSchemaIsAnAnswer() throws InterruptedException {
        assertThat(client(Duration.ofSeconds(5)).schema(5)).isEqualTo(new Registered("\"string\""));
    }

    @Test
    void unknownIsWhatTheRegistryCallsUnknown() throws InterruptedException {
        manner = exchange -> answer(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema 5 not found\"}");
        assertThat(client(Duration.ofSeconds(5)).schema(5)).isEqualTo(new Unknown());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aMissingLoginIsSaid(int status) throws InterruptedException {
        manner = exchange -> answer(exchange, status, "");
        assertThat(client(Duration.ofSeconds(5)).schema(5)).isEqualTo(new LoginNeeded("HTTP status " + status));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | <html>default backend - 404</html>",
                "404 | {\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}",
                "404 | {}",
                "302 | ",
                "200 | {}",
                "200 | null",
                "200 | []",
                "200 | {\"schema\":\"\"}",
                "200 | {\"schema\":{}}",
                "200 | <html>please log in</html>",
                "200 | {\"schema\":\"{\\\"type",
                "204 | ",
                "400 | {\"error_code\":40403}",
                "429 | ",
                "500 | {\"error_code\":50001}",
                "503 | "
            })
    void whatIsNoAnswerOfARegistryIsNone(int status, String body) throws InterruptedException {
        manner = exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            answer(exchange, status, body == null ? "" : body);
        };
        assertThat(client(Duration.ofSeconds(5)).schema(5)).isInstanceOf(Away.class);
    }

    @Test
    void aSchemaIsRegisteredUnderItsSubject() throws InterruptedException {
        CompletableFuture<String> asked = new CompletableFuture<>();
        manner = exchange -> {
            asked.complete(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 200, "{\"id\":7}");
        };

        assertThat(client(Duration.ofSeconds(5)).register("rows/a-value", "\"string\""))
                .isEqualTo(new Known(7));
        assertThat(asked.join()).isEqualTo("POST /subjects/rows%2Fa-value/versions {\"schema\":\"\\\"string\\\"\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "409 | {\"error_code\":409,\"message\":\"incompatible\\nwith 1\"} | Refused[why=incompatible with 1]",
                "422 | {\"error_code\":42201,\"message\":\"Invalid schema\"} | Refused[why=Invalid schema]",
                "409 | <html>conflict</html> | Away[why=HTTP status 409]",
                "401 |  | LoginNeeded[why=HTTP status 401]",
                "500 | {\"error_code\":50001} | Away[why=HTTP status 500]",
                "200 | {\"id\":\"x\"} | Away[why=the answer holds no id of a schema]"
            })
    void whatTheRegistrySaysOfASchema(int status, String body, String said) throws InterruptedException {
        manner = exchange -> answer(exchange, status, body == null ? "" : body);

        assertThat(client(Duration.ofSeconds(5)).register("a-value", "\"string\""))
                .hasToString(said);
    }

    @Test
    void anIncompatibleSchemaStopsWithTheWayOutAndAnAbsentRegistryIsWaitedFor() {
        SchemaRegistration registration =
                new SchemaRegistration("http://127.0.0.1:" + server.getAddress().getPort(), "REGISTRY");
        manner = exchange -> answer(exchange, 409, "{\"error_code\":409,\"message\":\"incompatible\"}");
        assertThatThrownBy(() -> registration.register("rows.a", "\"string\"", "sinks.topic.name", Duration.ZERO))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("register the schema of topic rows.a as rows.a-value")
                .hasMessageContaining("incompatible (give the topic another name with sinks.topic.name");

        AtomicInteger asked = new AtomicInteger();
        manner = exchange -> answer(exchange, asked.incrementAndGet() < 3 ? 503 : 200, "{\"id\":7}");
        assertThat(registration.register("rows.a", "\"string\"", "sinks.topic.name", Duration.ofSeconds(20)))
                .isEqualTo(7);
    }

    /** As Apicurio answers the second of two queries that register one subject at the same time. */
    @Test
    void aSubjectThatAnotherRegistersAtTheSameTimeIsNoConflict() {
        AtomicInteger asked = new AtomicInteger();
        manner = exchange -> {
            if (asked.incrementAndGet() == 1) {
                answer(exchange, 409, "{\"error_code\":409,\"message\":\"An artifact with ID 'a' already exists.\"}");
            } else {
                answer(exchange, 200, "{\"id\":7}");
            }
        };
        assertThat(new SchemaRegistration(
                                "http://127.0.0.1:" + server.getAddress().getPort(), "REGISTRY")
                        .register("rows.a", "\"string\"", "sinks.topic.name", Duration.ZERO))
                .isEqualTo(7);
    }

    @Test
    void aBodyThatStallsEndsAtTheDeadline() throws InterruptedException {
        manner = exchange -> {
            exchange.sendResponseHeaders(200, REGISTERED.length());
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            stopped.join();
        };
        assertThat(client(Duration.ofMillis(500)).schema(5))
                .isEqualTo(new Away("HttpTimeoutException: no whole answer within 500 ms"));
    }

    @Test
    void aBodyWithoutAnEndIsCut() throws InterruptedException {
        manner = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            byte[] much = new byte[1 << 16];
            while (true) {
                body.write(much); // until the client hangs up
            }
        };
        assertThat(client(Duration.ofSeconds(20)).schema(5))
                .isEqualTo(new Away("IOException: the answer is longer than 4194304 bytes"));
    }

    private RegistryClient client(Duration deadline) {
        return new RegistryClient("http://127.0.0.1:" + server.getAddress().getPort(), deadline);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
