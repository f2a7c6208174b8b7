package io.candlestream.simulator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.simulator.market.FixedMarket;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestFaultsTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Exchange exchange = new Exchange(new FixedMarket(List.of("BTCUSDT"), 1), Pace.fullSpeed());

    @BeforeEach
    void start() {
        exchange.start();
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource({"TOO_MANY, 429, 1", "BANNED, 418, 1", "BROKEN, 503, ''", "TOO_MANY_AT_ONCE, 429, 0", "HTML, 200, ''"})
    void refusesEveryRequestUntilMended(RestFault fault, int status, String retryAfter)
            throws IOException, InterruptedException {
        exchange.faults().rest(fault);
        HttpResponse<String> answer = CLIENT.send(ping(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Retry-After").orElse("")).isEqualTo(retryAfter);
        assertThat(exchange.faults().restRefused()).isOne();

        exchange.faults().clear();
        assertThat(CLIENT.send(ping(), HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesTheRequestsForOneSymbol() throws IOException, InterruptedException {
        exchange.faults().rest(RestFault.UNKNOWN_SYMBOL, "ETHUSDT");
        HttpResponse<String> refused =
                CLIENT.send(get("/api/v3/klines?symbol=ETHUSDT&interval=1m"), HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("-1121");
        assertThat(CLIENT.send(get("/api/v3/klines?symbol=BTCUSDT&interval=1m"), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(exchange.faults().restRefused()).isOne();
    }

    @Test
    void takesARequestAndStaysSilentUntilMended() {
        exchange.faults().rest(RestFault.SILENT);
        CompletableFuture<HttpResponse<String>> answer = CLIENT.sendAsync(ping(), HttpResponse.BodyHandlers.ofString());
        await().until(() -> exchange.faults().restRefused() == 1);
        await().during(Duration.ofMillis(200)).until(() -> !answer.isDone());

        exchange.faults().clear();
        assertThat(answer.join().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CAPPED|[[a],[b],[c]]|[[a]]",
                "REPEATED_ROW|[[a],[b]]|[[a],[a],[b]]",
                "NO_ROWS|[[a],[b]]|[]",
                "LATER_FIRST_ROW|[{a},{b},{c}]|[{b},{c}]",
                "LATER_FIRST_ROW|[[a]]|[]",
                "TRUNCATED|[[a],[b]]|[[a]",
                "CLOCK_AHEAD|{\"serverTime\":1000}|{\"serverTime\":3601000}",
                "NO_ROWS|[]|[]",
                "CAPPED|{}|{}"
            })
    void spoilsAnHonestBody(RestFault fault, String honest, String spoilt) {
        assertThat(fault.spoilt(honest)).isEqualTo(spoilt);
    }

    @Test
    void countsOnlyWhatSuffersFromAFault() throws IOException, InterruptedException {
        exchange.faults().rest(RestFault.CLOCK_AHEAD);
        CLIENT.send(ping(), HttpResponse.BodyHandlers.ofString());
        assertThat(exchange.faults().restRefused()).isZero();

        CLIENT.send(get("/api/v3/time"), HttpResponse.BodyHandlers.ofString());
        assertThat(exchange.faults().restRefused()).isOne();
    }

    @Test
    void aBodyStallsUntilMended() {
        exchange.faults().rest(RestFault.STALLED);
        CompletableFuture<HttpResponse<String>> answer =
                CLIENT.sendAsync(get("/api/v3/time"), HttpResponse.BodyHandlers.ofString());
        await().until(() -> exchange.faults().restRefused() == 1);
        await().during(Duration.ofMillis(200)).until(() -> !answer.isDone());

        exchange.faults().clear();
        assertThat(answer).failsWithin(Duration.ofSeconds(5));
    }

    @Test
    void aHugeBodyIsReadForAsLongAsTheClientWants() throws IOException, InterruptedException {
        exchange.faults().rest(RestFault.HUGE);
        HttpResponse<InputStream> answer = CLIENT.send(get("/api/v3/time"), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            assertThat(body.readNBytes(10_000_000)).hasSize(10_000_000);
        }
        exchange.faults().clear();
    }

    private HttpRequest ping() {
        return get("/api/v3/ping");
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create(exchange.restUrl() + path)).build();
    }
}
