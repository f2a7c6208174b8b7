package io.candlestream.tools.doctor.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.candlestream.tools.doctor.check.ProbeResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryProbeTest {
    private static final Schema TWO_TEXTS = SchemaBuilder.record("two")
            .fields()
            .requiredString("open")
            .requiredString("high")
            .endRecord();
    private static final String REGISTERED =
            "{\"schema\":\"" + TWO_TEXTS.toString().replace("\"", "\\\"") + "\"}";
    private static final String DECIMALS = TWO_TEXTS
            .toString()
            .replace("\"string\"", "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9,\"scale\":8}");
    private static final Map<String, String> ANSWERS = Map.of(
            "/schemas/ids/10", "{\"schema\":\"" + DECIMALS.replace("\"", "\\\"") + "\"}",
            "/schemas/ids/11",
                    "{\"schema\":\""
                            + TWO_TEXTS
                                    .toString()
                                    .replace("\"string\"", "\"bytes\"")
                                    .replace("\"", "\\\"") + "\"}",
            "/schemas/ids/12", "{\"schema\":\"\\\"string\\\"\"}",
            "/subjects", "[\"a\",\"b\"]",
            "/schemas/ids/7", REGISTERED,
            "/schemas/ids/8", "{\"schema\":\"nonsense\"}",
            "/schemas/ids/9", "<html>");

    private HttpServer server;
    private RegistryProbe registry;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Optional<String> answer =
                    Optional.ofNullable(ANSWERS.get(exchange.getRequestURI().getPath()));
            byte[] body = answer.orElse("").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.isPresent() ? 200 : 404, answer.isPresent() ? body.length : -1);
            if (answer.isPresent()) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        registry = new RegistryProbe("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void tellsHowManySubjectsItKnows() {
        assertThat(registry.subjects()).isEqualTo(ProbeResult.of(2));
    }

    @Test
    void saysWhatIsWrongWithAnAnswer() {
        assertThat(registry.schema(6).trouble()).contains("does not answer as a registry: HTTP status 404");
        assertThat(registry.schema(8).trouble()).isEqualTo("schema 8 of the registry is none of Avro");
        assertThat(registry.schema(9).trouble()).contains("the answer holds no schema");
        server.stop(0);
        assertThat(registry.subjects().trouble()).contains("does not answer", "CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY");
        assertThat(new RegistryProbe("no address").subjects().trouble()).contains("no address does not answer");
    }

    @Test
    void readsAFramedRecordByTheSchemaThatItNames() {
        RecordReader reader = new RecordReader(TWO_TEXTS, "two.avsc", Optional.of(registry));
        byte[] framed = {0, 0, 0, 0, 7, 2, '1', 2, '2'};

        assertThat(reader.read(framed)).isEqualTo(ProbeResult.of(new CandleText(Map.of("open", "1", "high", "2"))));
        framed[4] = 10;
        assertThat(reader.read(framed))
                .isEqualTo(ProbeResult.of(new CandleText(Map.of("open", "4.9E-7", "high", "5E-7"))));
        framed[4] = 11;
        assertThat(reader.read(framed).trouble()).isEqualTo("open: bytes cannot be read as a number");
        framed[4] = 12;
        assertThat(reader.read(framed).trouble()).isEqualTo("its schema is no record but string");
        framed[4] = 6;
        assertThat(reader.read(framed).trouble()).contains("HTTP status 404");
    }
}
