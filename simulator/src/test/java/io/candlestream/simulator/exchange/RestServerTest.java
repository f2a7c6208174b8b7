package io.candlestream.simulator.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.candlestream.simulator.market.FixedMarket;
import io.candlestream.simulator.market.Update;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestServerTest {
    private static final Exchange EXCHANGE =
            new Exchange(new FixedMarket(List.of("BTCUSDT", "ETHUSDT"), 1500), Pace.fullSpeed());
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String KLINES = "/api/v3/klines?symbol=BTCUSDT&interval=1m";

    @BeforeAll
    static void play() {
        EXCHANGE.start();
        EXCHANGE.open();
        EXCHANGE.finished().join();
    }

    @AfterAll
    static void close() {
        EXCHANGE.close();
    }

    @Test
    void answersPingAndTellsTheMarketsTime() {
        assertThat(get("/api/v3/ping").body()).isEqualTo("{}");
        long newest =
                EXCHANGE.truth().candles().mapToLong(Update::eventTime).max().orElseThrow();
        assertThat(get("/api/v3/time").body()).isEqualTo("{\"serverTime\":" + newest + "}");
    }

    @Test
    void laysAKlineOutAsTheExchange() {
        assertThat(get(KLINES + "&startTime=0&limit=1").body())
                .isEqualTo("[[0,\"1.10000000\",\"1.40000000\",\"1.00000000\",\"1.20000000\",\"7.00000000\",59999,"
                        + "\"8.00000000\",5,\"3.00000000\",\"4.00000000\",\"0\"]]");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1000, 1499, 500",
        "&limit=2, 1498, 1499, 2",
        "&limit=5000, 500, 1499, 1000",
        "&startTime=60000, 1, 500, 500",
        "&startTime=60001&limit=2, 2, 3, 2",
        "&endTime=60000, 0, 1, 2",
        "&endTime=600000&limit=3, 8, 10, 3",
        "&startTime=60000&endTime=120000, 1, 2, 2",
        "&startTime=60000&endTime=6000000&limit=4, 1, 4, 4",
        "&timeZone=0&limit=1, 1499, 1499, 1"
    })
    void choosesKlinesByTimeAndLimit(String parameters, long first, long last, int count) throws IOException {
        List<Long> minutes = minutes(get(KLINES + parameters).body());

        assertThat(minutes).hasSize(count).startsWith(first).endsWith(last);
    }

    @Test
    void answersAnEmptyRangeWithNothing() {
        assertThat(get(KLINES + "&startTime=120000&endTime=60000").body()).isEqualTo("[]");
        assertThat(get(KLINES + "&startTime=9000000000").body()).isEqualTo("[]");
    }

    @Test
    void takesAndTellsMicroseconds() throws IOException {
        HttpResponse<String> answer = get(KLINES + "&startTime=1000000000000000&limit=1");
        assertThat(answer.body()).isEqualTo("[]");

        JsonNode row = TestClient.JSON
                .readTree(get(KLINES + "&limit=1", "X-MBX-TIME-UNIT", "MICROSECOND")
                        .body())
                .get(0);
        assertThat(row.get(0).asLong()).isEqualTo(1499 * 60_000_000L);
        assertThat(row.get(6).asLong()).isEqualTo(1500 * 60_000_000L - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v3/klines?symbol=NOCOIN&interval=1m|-1121|Invalid symbol.",
                "/api/v3/klines?symbol=BTCUSDT&interval=1x|-1120|Invalid interval.",
                "/api/v3/klines?interval=1m|-1102|Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.",
                "/api/v3/klines?symbol=BTCUSDT|-1102|Mandatory parameter 'interval' was not sent, was empty/null, or malformed.",
                "/api/v3/klines?symbol=btcusdt&interval=1m|-1100|Illegal characters found in parameter 'symbol'; legal range is '^[\\w\\-._&&[^a-z]]{1,50}$'.",
                "/api/v3/klines?symbol=BTCUSDT&interval=1m&startTime=x|-1100|Illegal characters found in parameter 'startTime'; legal range is '^[0-9]{1,20}$'.",
                "/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=0|-1130|Data sent for parameter 'limit' is not valid.",
                "/api/v3/exchangeInfo?symbol=NOCOIN|-1121|Invalid symbol.",
                "/api/v3/exchangeInfo?symbol=BTCUSDT&symbols=%5B%5D|-1128|Combination of optional parameters invalid."
            })
    void refusesAsTheExchangeDoes(String resource, int code, String message) throws IOException {
        HttpResponse<String> answer = get(resource);

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = TestClient.JSON.readTree(answer.body());
        assertThat(error.path("code").asInt()).isEqualTo(code);
        assertThat(error.path("msg").asText()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v3/exchangeInfo|BTCUSDT,ETHUSDT",
                "/api/v3/exchangeInfo?symbol=ETHUSDT|ETHUSDT",
                "/api/v3/exchangeInfo?symbols=%5B%22ETHUSDT%22,%22BTCUSDT%22%5D|ETHUSDT,BTCUSDT"
            })
    void describesItsSymbols(String resource, String symbols) throws IOException {
        JsonNode info = TestClient.JSON.readTree(get(resource).body());

        List<String> found = new ArrayList<>();
        info.path("symbols").forEach(symbol -> {
            assertThat(symbol.path("status").asText()).isEqualTo("TRADING");
            assertThat(symbol.path("quoteAsset").asText()).isEqualTo("USDT");
            found.add(symbol.path("symbol").asText());
        });
        assertThat(String.join(",", found)).isEqualTo(symbols);
        assertThat(info.at("/rateLimits/0/limit").asInt()).isEqualTo(6000);
    }

    @Test
    void countsTheWeight() {
        int before = weight(get("/api/v3/ping"));
        int klines = weight(get(KLINES));
        int info = weight(get("/api/v3/exchangeInfo"));

        // A minute of the wall may end in between, then the count starts again.
        assertThat(klines).isIn(before + 2, 2);
        assertThat(info).isIn(klines + 20, 20);
    }

    @Test
    void knowsNothingElse() {
        assertThat(get("/api/v3/depth").statusCode()).isEqualTo(404);
        assertThat(get("/api/v3/klinesx").statusCode()).isEqualTo(404);
    }

    private static int weight(HttpResponse<String> answer) {
        return Integer.parseInt(
                answer.headers().firstValue("X-MBX-USED-WEIGHT-1M").orElseThrow());
    }

    private static List<Long> minutes(String body) throws IOException {
        List<Long> minutes = new ArrayList<>();
        TestClient.JSON.readTree(body).forEach(row -> minutes.add(row.get(0).asLong() / 60_000));
        return minutes;
    }

    private static HttpResponse<String> get(String resource, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(EXCHANGE.restUrl() + resource));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
