package io.candlestream.producer.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.ingest.connection.ConnectionSettings;
import io.candlestream.ingest.connection.TestExchange;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeInfoTest {
    private static final String BODY = "{\"timezone\":\"UTC\",\"rateLimits\":[{\"symbol\":\"X\"}],\"symbols\":["
            + "{\"symbol\":\"BTCUSDT\",\"status\":\"TRADING\",\"filters\":[{\"symbol\":\"Y\"}]},"
            + "{\"symbol\":\"LUNAUSDT\",\"status\":\"BREAK\"}],\"sors\":[]}";

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private ExchangeInfo info;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        ConnectionSettings settings =
                settings(URI.create("http://localhost:" + server.getAddress().getPort()));
        info = new ExchangeInfo(settings, settings.rest(new RequestWeightLimiter(6000)));
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void acceptsListedSymbolsWhateverTheirStatus() {
        answer(200);
        assertThatCode(() -> info.check(List.of("BTCUSDT", "LUNAUSDT"))).doesNotThrowAnyException();
    }

    @Test
    void refusesUnknownSymbolsByName() {
        answer(200);
        assertThatThrownBy(() -> info.check(List.of("BTCUSDT", "X", "Y"), "--symbols"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Cannot listen to X, Y:");
    }

    @Test
    void asksAgainWhileTheExchangeIsOverloaded() {
        answer(503, 500, 200);
        info.check(List.of("BTCUSDT"));
        assertThat(requests).hasValue(3);
    }

    @Test
    void leavesTheExchangeAloneForAsLongAsItAsksThoughTheDeadlineIsNearer() {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            boolean banned = requests.incrementAndGet() == 1;
            exchange.getResponseHeaders().add("Retry-After", "1");
            exchange.sendResponseHeaders(banned ? 418 : 200, banned ? -1 : body.length);
            exchange.getResponseBody().write(banned ? new byte[0] : body);
            exchange.close();
        });
        info.check(List.of("BTCUSDT"));
        assertThat(requests).hasValue(2);
    }

    @Test
    void stopsAtOnceWhenWaitingDoesNotHelp() {
        answer(404);
        assertThatThrownBy(() -> info.check(List.of("BTCUSDT")))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("HTTP 404");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "null", "[]", "<html>", "{\"symbols\":[]}", "{\"symbols\":{}}", "{\"symbols\":[{}]}"})
    void aListThatIsNoneIsAskedForAgain(String body) {
        answerOnce(body);
        info.check(List.of("BTCUSDT"));
        assertThat(requests).hasValue(2);
    }

    @Test
    void aListThatIsBrokenOffIsAskedForAgain() {
        answerOnce(BODY.substring(0, BODY.indexOf(",{\"symbol\":\"LUNA")));
        info.check(List.of("LUNAUSDT"));
        assertThat(requests).hasValue(2);
    }

    @Test
    void aListThatStaysEmptySaysNothingOfASymbol() {
        body(requests -> "{\"symbols\":[]}");
        assertThatThrownBy(() -> info.check(List.of("BTCUSDT")))
                .isInstanceOf(FatalException.class)
                .hasMessageContainingAll("the answer lists no symbols", " within ");
    }

    @ParameterizedTest
    @CsvSource({"403, firewall", "451, location"})
    void saysWhatARefusalMeans(int status, String meaning) {
        answer(status);
        assertThatThrownBy(() -> info.check(List.of("BTCUSDT")))
                .isInstanceOf(FatalException.class)
                .hasMessageContainingAll("HTTP " + status, meaning)
                .hasMessageNotContaining("\n");
    }

    @Test
    void stopsAtTheDeadlineWhenNobodyAnswers() {
        server.stop(0);
        assertThatThrownBy(() -> info.check(List.of("BTCUSDT")))
                .isInstanceOf(FatalException.class)
                .hasMessageContainingAll("Cannot ask http://localhost", " within ");
    }

    @Test
    void readsARecordedAnswer() throws IOException {
        Path recorded = Path.of(
                System.getProperty("candlestream.home"),
                "../shared/data/rest/exchangeInfo-spot-2021-10-12-subset13.json");
        assumeTrue(Files.exists(recorded), "no recorded answer at " + recorded);
        try (InputStream body = Files.newInputStream(recorded)) {
            assertThat(ExchangeInfo.parse(body)).hasSize(13).containsEntry("NEARUSDT", "TRADING");
        }
    }

    /** Answers the first request with {@code body} and the others with the list. */
    private void answerOnce(String body) {
        body(request -> request == 1 ? body : BODY);
    }

    private void body(IntFunction<String> bodies) {
        server.createContext("/api/v3/exchangeInfo", exchange -> {
            byte[] body = bodies.apply(requests.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    /** Answers each request with the next status, the last one for ever. */
    private void answer(Integer... statuses) {
        Iterator<Integer> next = List.of(statuses).iterator();
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        server.createContext("/api/v3/exchangeInfo", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(next.hasNext() ? next.next() : 500, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static ConnectionSettings settings(URI restUrl) {
        return TestExchange.settings(URI.create("ws://localhost:1"), restUrl, Duration.ofSeconds(1));
    }
}
