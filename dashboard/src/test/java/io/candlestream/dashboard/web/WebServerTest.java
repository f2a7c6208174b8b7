package io.candlestream.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.candlestream.dashboard.candle.ChartCandle;
import io.candlestream.dashboard.candle.ChartGap;
import io.candlestream.dashboard.candle.ChartTrade;
import io.candlestream.dashboard.candle.IntervalChoices;
import io.candlestream.dashboard.candle.TestCandle;
import io.candlestream.dashboard.chart.ChartPages;
import io.candlestream.dashboard.chart.LiveFeeds;
import io.candlestream.dashboard.chart.MemoryStore;
import io.candlestream.dashboard.chart.Watchlist;
import io.candlestream.dashboard.health.Availability;
import io.candlestream.dashboard.health.PipelineHealth;
import io.candlestream.parquet.ParquetFile;
import io.candlestream.schema.Interval;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as a browser meets it, really listening. */
class WebServerTest {
    private static final long START = 1_723_075_200_000L; // 2024-08-08T00:00:00Z

    private final MemoryStore store = new MemoryStore()
            .put("bitcoin", candle(0, true), candle(1, true), candle(3, false))
            .note("bitcoin", new ChartGap(START + 120_000, START + 180_000, ChartGap.State.EMPTY));
    private final ChartPages market = new ChartPages(store, new IntervalChoices(Interval.MINUTE_1));
    private final LiveFeeds feeds = new LiveFeeds(store, market, 1);
    private final Watchlist watchlist = new Watchlist(store, market);
    private final WebServer server = new WebServer(
            new WebSettings(
                    "127.0.0.1",
                    0,
                    List.of("Charts.example"),
                    Optional.of("made up"),
                    new ClientLimits(1, 2, Duration.ofSeconds(15), 1000)),
            market,
            feeds,
            watchlist,
            new PipelineHealth(
                    Optional.empty(), Optional.empty(), () -> new Availability(Optional.empty(), Optional.empty())));
    private final HttpClient client = HttpClient.newHttpClient();
    private String address;

    private static ChartCandle candle(int minute, boolean closed) {
        return TestCandle.of(START + minute * 60_000L, 10, 12, 9, 11, 1.5, 5, closed);
    }

    @BeforeEach
    void start() {
        address = server.start();
        feeds.start(Duration.ofMillis(20));
    }

    @AfterEach
    void stop() {
        server.close();
        watchlist.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonBody.MAPPER.readTree(answer.body());
    }

    @Test
    void listsAssetsAndIntervals() throws IOException, InterruptedException {
        assertThat(json("/api/assets"))
                .isEqualTo(
                        JsonBody.MAPPER.readTree(
                                "{\"assets\":[\"bitcoin\"],\"interval\":\"1m\",\"intervals\":[\"1m\",\"5m\",\"15m\",\"1h\",\"4h\",\"1d\"],\"note\":\"made up\"}"));
    }

    @Test
    void givesBarsAsArrays() throws IOException, InterruptedException {
        JsonNode page = json("/api/candles?asset=bitcoin&interval=1m");

        assertThat(page.get("begin").asLong()).isEqualTo(START);
        assertThat(page.get("bars"))
                .hasToString("[[%d,1,1,10.0,12.0,9.0,11.0,1.5,5,true],[%d,1,1,10.0,12.0,9.0,11.0,1.5,5,true],[%d,0,0],"
                                .formatted(START, START + 60_000, START + 120_000)
                        + "[%d,0,0,10.0,12.0,9.0,11.0,1.5,5,false]]".formatted(START + 180_000));
    }

    @Test
    void givesGaps() throws IOException, InterruptedException {
        assertThat(json("/api/gaps?asset=bitcoin").get("gaps"))
                .hasToString("[[%d,%d,\"empty\"]]".formatted(START + 120_000, START + 180_000));
    }

    @Test
    void givesDaysThatHaveEnded() throws IOException, InterruptedException {
        assertThat(json("/api/days?asset=bitcoin").get("days")).isEmpty();
        store.put("days", candle(0, true), candle(1440, false));

        assertThat(json("/api/days?asset=days").get("days")).hasToString("[[%d,\"hole\"]]".formatted(START));
    }

    @Test
    void aBarThatChangesIsToldToWhoeverWatches() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/live?asset=bitcoin"))
                .build();
        try (Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
            var incoming = lines.iterator();
            assertThat(incoming.next()).isEqualTo("retry: 1000");
            store.put("bitcoin", candle(3, true), candle(4, false));

            String data = "";
            while (!data.contains(String.valueOf(START + 240_000))) {
                data = incoming.next();
            }
            assertThat(data).startsWith("data: [[").endsWith("false]]");
        }
    }

    @Test
    void lastTradesAreToldExactly() throws IOException, InterruptedException {
        store.trade("BITUSDT", new ChartTrade(7, START, new BigDecimal("1E+3"), new BigDecimal("1E-8"), true));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/live?asset=bitcoin"))
                .build();
        try (Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
            var incoming =
                    lines.dropWhile(line -> !line.equals("event: trades")).skip(1);

            assertThat(incoming.findFirst()).contains("data: [[7," + START + ",\"1000\",\"0.00000001\",true]]");
        }
    }

    @Test
    void aSecondViewerIsTooMany() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/live?asset=bitcoin"))
                .build();
        try (Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
            assertThat(lines.findFirst()).contains("retry: 1000");
            HttpResponse<String> second = get("/api/live?asset=bitcoin");
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.body()).contains("CANDLESTREAM_DASHBOARD_VIEWERS");
        }
    }

    @Test
    void listsPricesOfAllAssets() throws IOException, InterruptedException {
        watchlist.start(Duration.ofMillis(20));
        await().untilAsserted(() ->
                assertThat(json("/api/watchlist").at("/assets/0/4").isNumber()).isTrue());

        JsonNode list = json("/api/watchlist");

        assertThat(list.get("span").asLong()).isEqualTo(Duration.ofDays(1).toMillis());
        assertThat(list.get("assets").get(0))
                .isEqualTo(JsonBody.MAPPER.readTree(
                        "[\"bitcoin\",\"BITUSDT\"," + (START + 180_000) + ",11.0," + START + ",10.0,49.5,[10,11]]"));
    }

    @Test
    void writesAStretchAsCsvToTheLastDigit() throws IOException, InterruptedException {
        store.put("bitcoin", TestCandle.of(START + 60_000, 0.1, 0.00001234, 1e-8, 123456789.01, 0, 5, true));

        HttpResponse<String> answer =
                get("/api/candles.csv?asset=bitcoin&from=" + (START + 60_000) + "&to=" + (START + 240_000));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .isEqualTo("attachment; filename=\"bitcoin_1m_20240808T000100Z.csv\"");
        assertThat(answer.body()).isEqualTo("""
                asset_name,timestamp,open,high,low,close,volume,trades,is_closed
                bitcoin,2024-08-08T00:01:00Z,0.1,0.00001234,0.00000001,123456789.01,0,5,true
                bitcoin,2024-08-08T00:03:00Z,10,12,9,11,1.5,5,false
                """);
    }

    @Test
    void writesTheSameStretchAsParquet() throws IOException, InterruptedException {
        store.put("bitcoin", TestCandle.of(START + 60_000, 0.1, 0.00001234, 1e-8, 123456789.01, 0, 5, true));

        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(URI.create(address + "/api/candles.parquet?asset=bitcoin&from="
                                + (START + 60_000) + "&to=" + (START + 240_000)))
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/vnd.apache.parquet");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"bitcoin_1m_20240808T000100Z.parquet\"");
        assertThat(ParquetFile.read(answer.body(), CandleFile.COLUMNS).rows().stream()
                        .map(row -> row.stream()
                                .map(value -> value instanceof BigDecimal number ? number.toPlainString() : "" + value)
                                .collect(Collectors.joining(","))))
                .containsExactly(
                        "bitcoin,2024-08-08T00:01:00Z,0.1,0.00001234,0.00000001,123456789.01,0,5,true",
                        "bitcoin,2024-08-08T00:03:00Z,10,12,9,11,1.5,5,false");
    }

    @Test
    void aFileOfLongerCandlesHasTheOpenOneAsOpen() throws IOException, InterruptedException {
        HttpResponse<String> answer = get("/api/candles.csv?asset=bitcoin&interval=5m&to=2030-01-01T00:00:00Z");

        assertThat(answer.body().lines().skip(1))
                .containsExactly("bitcoin,2024-08-08T00:00:00Z,10,12,9,11,4.5,15,false");
    }

    @Test
    void aFileHoldsEveryCandleOfSeveralPages() throws IOException, InterruptedException {
        for (int minute = 4; minute < 5000; minute++) {
            store.put("bitcoin", candle(minute, true));
        }

        List<String> lines =
                get("/api/candles.csv?asset=bitcoin").body().lines().skip(1).toList();

        assertThat(lines).hasSize(4999).doesNotHaveDuplicates();
        assertThat(lines).isSorted();
    }

    @Test
    void tellsTheLastMinutesOfTheConsumer() throws IOException, InterruptedException {
        assertThat(json("/api/health/trend").get("points")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/candles.csv | 400 | Parameter asset: the name of an asset is needed",
                "/api/candles.parquet | 400 | Parameter asset: the name of an asset is needed",
                "/api/candles.csv?asset=dogecoin | 404 | Cannot show dogecoin: the table holds no candle of it",
                "/api/candles | 400 | Parameter asset: the name of an asset is needed",
                "/api/candles?asset=bitcoin&interval=7m | 400 | Parameter interval = 7m: one of 1m, 5m",
                "/api/candles?asset=bitcoin&to=tomorrow | 400 | Parameter to = tomorrow: epoch milliseconds",
                "/api/candles?asset=bitcoin&from=99999999999999999999 | 400 | Parameter from",
                "/api/candles?asset=bitcoin&limit=0 | 400 | Parameter limit = 0: a number from 1 to 2000",
                "/api/candles?asset=dogecoin | 404 | Cannot show dogecoin: the table holds no candle of it",
                "/api/gaps?asset=dogecoin | 404 | Cannot show dogecoin",
                "/api/days?asset=dogecoin | 404 | Cannot show dogecoin",
                "/api/nothing | 404 | not found"
            })
    void refusesInOneLine(String path, int status, String reason) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JsonBody.MAPPER.readTree(answer.body()).get("error").asText())
                .containsIgnoringCase(reason)
                .doesNotContain("\n");
    }

    @Test
    void aFileThatWouldBeTooLongIsRefused() throws IOException, InterruptedException {
        store.put("bitcoin", candle(60_000, true));

        HttpResponse<String> answer = get("/api/candles.csv?asset=bitcoin");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("at most 50000 candles go into one file");
    }

    @Test
    void saysThatTheTableIsAway() throws IOException, InterruptedException {
        store.leave();

        HttpResponse<String> answer = get("/api/candles?asset=bitcoin");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Cannot read the table: nobody answers\"}");
        store.comeBack();
        assertThat(get("/api/candles?asset=bitcoin").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/icon.svg", "/css/theme.css", "/js/main.js", "/js/chart.js"})
    void servesThePageWithNothingFromElsewhere(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        assertThat(answer.body()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,200",
        "charts.example:8090,200",
        "127.0.0.1:1,200",
        "evil.example,403",
        "localhost.evil.example,403"
    })
    void answersOnlyUnderItsOwnNames(String host, int status) throws IOException {
        URI uri = URI.create(address);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream()
                    .write("GET /api/assets HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(host)
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 " + status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void changesNothing(String method) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/assets"))
                .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isIn(404, 405);
    }
}
