package io.candlestream.consumer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.candlestream.consumer.kline.KlineRecord;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.consumer.stream.Decoded.Rejected;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers in a registry's place, or answers wrongly, condemns no record: it is waited for. */
class MisbehavingRegistryTest {
    private static final String REGISTERED = new ObjectMapper()
            .createObjectNode()
            .put("schema", KlineRecord.SCHEMA.toString())
            .toString();
    private static final byte[] RECORD =
            FramedRecord.framed(5, KlineRecord.good().bytes());

    private interface Manner {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private volatile Manner manner = exchange -> answer(exchange, 200, REGISTERED);

    MisbehavingRegistryTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                manner.answer(exchange);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"404 | <html>default backend - 404</html>", "302 | ", "200 | {}"})
    void isWaitedForAndForgotten(int status, String body) {
        manner = exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            answer(exchange, status, body == null ? "" : body);
        };
        assertThatThrownBy(this::decoded)
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("/schemas/ids/5");

        manner = exchange -> answer(exchange, 200, REGISTERED);
        assertThat(decoded()).isInstanceOf(Accepted.class);
    }

    @Test
    void anUnknownIdIsAskedForAgainByTheNextBatch() {
        manner = exchange -> answer(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema 5 not found\"}");
        assertThat(((Rejected<KlineRow>) decoded()).reason()).isEqualTo(RejectReason.UNKNOWN_SCHEMA);

        manner = exchange -> answer(exchange, 200, REGISTERED);
        assertThat(decoded()).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aMissingLoginStops(int status) {
        manner = exchange -> answer(exchange, status, "");
        assertThatThrownBy(this::decoded)
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("HTTP status " + status)
                .hasMessageContaining("CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** What a new task makes of the record. */
    private Decoded<KlineRow> decoded() {
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        KlineStream klines = new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 65_535, "assets");
        return new RegistryDecoder<>(klines, new SchemaRegistry(address)).decode(RECORD, 0);
    }
}
