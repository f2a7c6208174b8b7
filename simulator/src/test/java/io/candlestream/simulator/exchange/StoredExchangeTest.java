package io.candlestream.simulator.exchange;

import static io.candlestream.simulator.stored.TwoPairs.BEHIND_HOLE;
import static io.candlestream.simulator.stored.TwoPairs.MIDNIGHT;
import static io.candlestream.simulator.stored.TwoPairs.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.candlestream.simulator.stored.StoredHistory;
import io.candlestream.simulator.stored.StoredMarket;
import io.candlestream.simulator.stored.TwoPairs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stored history by the exchange's protocol, steered by the control address. */
class StoredExchangeTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Exchange exchange;
    private ControlServer control;

    @AfterEach
    void close() {
        control.close();
        exchange.close();
    }

    private void play(StoredHistory history, long at, Pace pace, String... streams) {
        exchange = new Exchange(
                new StoredMarket(history, at), pace, Exchange.Options.defaults().streams(List.of(streams)));
        exchange.start();
        exchange.playOnlyHeard();
        control = new ControlServer(exchange, 0);
    }

    private void playPaused(StoredHistory history, long at, String... streams) {
        play(history, at, Pace.times(1), streams);
        exchange.pause();
        exchange.open();
    }

    @Test
    void restAnswersAsOfTheMomentAndNeverOfTheFuture() {
        playPaused(new TwoPairs(300).candles(), MIDNIGHT + 10 * MINUTE, "klines");

        assertThat(time()).isEqualTo(MIDNIGHT + 10 * MINUTE);
        assertThat(opens("1m", "")).hasSize(10).endsWith(MIDNIGHT + 9 * MINUTE);
        assertThat(opens("1m", "&startTime=" + (MIDNIGHT + 10 * MINUTE))).isEmpty();
        assertThat(opens("1m", "&startTime=0&endTime=" + (MIDNIGHT + DAY))).hasSize(10);

        post("step?by=1m");
        assertThat(time()).isEqualTo(MIDNIGHT + 11 * MINUTE);
        assertThat(opens("1m", "&limit=2")).containsExactly(MIDNIGHT + 9 * MINUTE, MIDNIGHT + 10 * MINUTE);

        JsonNode five = get("/api/v3/klines?symbol=ETHUSDT&interval=5m&limit=1").get(0);
        assertThat(five.get(0).asLong()).isEqualTo(MIDNIGHT + 10 * MINUTE);
        assertThat(five.get(4).asText()).isEqualTo("11.50000000");
        assertThat(five.get(5).asText()).isEqualTo("10.00000000");
        assertThat(get("/api/v3/ticker/price?symbol=ETHUSDT").get("price").asText())
                .isEqualTo("11.50000000");
        assertThat(get("/api/v3/ticker/24hr?symbol=ETHUSDT").get("volume").asText())
                .isEqualTo("110.00000000");
    }

    @Test
    void makesEveryLongerIntervalAndRefusesAShorterOne() {
        playPaused(new TwoPairs(3000).candles(), MIDNIGHT + 2 * DAY, "klines");

        JsonNode hour = get("/api/v3/klines?symbol=BTCUSDT&interval=1h&startTime=" + (MIDNIGHT + 3 * HOUR) + "&limit=1")
                .get(0);
        assertThat(hour.get(1).asText()).isEqualTo("181.00000000");
        assertThat(hour.get(2).asText()).isEqualTo("241.00000000");
        assertThat(hour.get(4).asText()).isEqualTo("240.50000000");
        assertThat(hour.get(5).asText()).isEqualTo("600.00000000");
        assertThat(hour.get(8).asInt()).isEqualTo(600);
        // The hole from minute 100 to 130 takes whole candles of ten minutes with it, and a part of others.
        assertThat(opens("15m", "&startTime=" + (MIDNIGHT + HOUR) + "&limit=4"))
                .containsExactly(
                        MIDNIGHT + HOUR, MIDNIGHT + 75 * MINUTE, MIDNIGHT + 90 * MINUTE, MIDNIGHT + 120 * MINUTE);
        assertThat(opens("1d", "")).containsExactly(MIDNIGHT, MIDNIGHT + DAY);
        assertThat(opens("1M", "")).containsExactly(MIDNIGHT);
        assertThat(get("/api/v3/klines?symbol=BTCUSDT&interval=1s").get("code").asInt())
                .isEqualTo(-1120);
    }

    /** The newest ones are looked for behind a hole, however long it is. */
    @Test
    void looksBehindAHole() {
        playPaused(new TwoPairs(300).candles(), MIDNIGHT + BEHIND_HOLE * MINUTE, "klines");

        assertThat(opens("1m", "&limit=3"))
                .containsExactly(MIDNIGHT + 97 * MINUTE, MIDNIGHT + 98 * MINUTE, MIDNIGHT + 99 * MINUTE);
        post("seek?at=" + Instant.ofEpochMilli(MIDNIGHT + 200 * DAY));
        assertThat(opens("1m", "&limit=1")).containsExactly(MIDNIGHT + 299 * MINUTE);
        assertThat(post("").get("state").asText()).isEqualTo("ended");
    }

    @Test
    void tellsLongerCandlesOnTheSocketAsTheShortOnesCome() {
        playPaused(new TwoPairs(300).candles(), MIDNIGHT + 58 * MINUTE, "klines");
        TestClient client =
                TestClient.connected(exchange, "/stream?streams=btcusdt@kline_1m/btcusdt@kline_1h/ethusdt@kline_5m");

        post("step?by=3m");
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            JsonNode message = client.nextJson();
            JsonNode kline = message.get("data").get("k");
            told.add(message.get("stream").asText() + " " + (kline.get("t").asLong() - MIDNIGHT) / MINUTE + " "
                    + kline.get("n").asInt() + (kline.get("x").asBoolean() ? " closed" : ""));
        }

        assertThat(told)
                .containsExactly(
                        "btcusdt@kline_1m 58 10 closed",
                        "btcusdt@kline_1h 0 590",
                        "ethusdt@kline_5m 55 40",
                        "btcusdt@kline_1m 59 10 closed",
                        "btcusdt@kline_1h 0 600 closed",
                        "ethusdt@kline_5m 55 50 closed",
                        "btcusdt@kline_1m 60 10 closed",
                        "btcusdt@kline_1h 60 10",
                        "ethusdt@kline_5m 60 10");
    }

    /** An hour whose last minutes are missing is closed when the next one begins. */
    @Test
    void closesALongerCandleWhoseEndIsAHole() {
        playPaused(new TwoPairs(300).candles(), MIDNIGHT + 98 * MINUTE, "klines");
        TestClient client = TestClient.connected(exchange, "/ws/btcusdt@kline_1h");

        post("step?by=1h");

        List<String> told = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            JsonNode kline = client.nextJson().get("k");
            told.add((kline.get("t").asLong() - MIDNIGHT) / MINUTE + " "
                    + kline.get("n").asInt() + " " + kline.get("x").asBoolean());
        }
        assertThat(told).containsExactly("60 390 false", "60 400 false", "60 400 true", "120 10 false");
    }

    @Test
    void keepsTradesAndCandlesInOneOrderAndRestBehindThem() {
        playPaused(new TwoPairs(130).candlesAndTrades(), MIDNIGHT + 30 * MINUTE, "klines", "trades");
        TestClient client =
                TestClient.connected(exchange, "/stream?streams=btcusdt@trade/btcusdt@kline_1m/btcusdt@kline_3m");

        assertThat(ids("/api/v3/trades?symbol=BTCUSDT&limit=3")).containsExactly(178L, 179L, 180L);
        assertThat(ids("/api/v3/historicalTrades?symbol=BTCUSDT&fromId=181")).isEmpty();
        post("step?by=3m");
        assertThat(ids("/api/v3/trades?symbol=BTCUSDT&limit=1")).containsExactly(198L);
        assertThat(ids("/api/v3/historicalTrades?symbol=BTCUSDT&fromId=190&limit=1000"))
                .hasSize(9);
        JsonNode open = get("/api/v3/klines?symbol=BTCUSDT&interval=1m&startTime=" + (MIDNIGHT + 33 * MINUTE));
        assertThat(open).isEmpty();

        long before = 0;
        long known = 180;
        while (known < 198) {
            JsonNode data = client.nextJson().get("data");
            assertThat(data.get("E").asLong()).isGreaterThanOrEqualTo(before);
            before = data.get("E").asLong();
            known = data.has("t") ? data.get("t").asLong() : known;
            JsonNode kline = data.path("k");
            if (kline.path("i").asText().equals("1m") && !kline.get("x").asBoolean()) {
                assertThat(kline.get("L").asLong()).isLessThanOrEqualTo(known);
            }
        }
        assertThat(before).isEqualTo(MIDNIGHT + 33 * MINUTE);
    }

    /** A window that begins before the replay is whole all the same. */
    @Test
    void makesTickersOfTheTradesOfAWholeWindow() {
        playPaused(new TwoPairs(130).candlesAndTrades(), MIDNIGHT + 90 * MINUTE, "klines", "ticker_1h");
        TestClient client = TestClient.connected(exchange, "/ws/btcusdt@ticker_1h");

        post("step?by=1m");

        JsonNode ticker = client.nextJson();
        assertThat(ticker.get("E").asLong()).isGreaterThan(MIDNIGHT + 90 * MINUTE);
        assertThat(ticker.get("F").asLong()).isEqualTo(180);
        assertThat(ticker.get("L").asLong()).isEqualTo(540);
        assertThat(ticker.get("n").asLong()).isEqualTo(361);
    }

    @Test
    void waitsAtFullSpeedUntilSomebodyListensAndCanBeginAgain() {
        play(new TwoPairs(5000).candles(), MIDNIGHT, Pace.fullSpeed(), "klines");
        exchange.open();
        await().until(() -> exchange.state().equals("waiting"));
        assertThat(opens("1m", "")).isEmpty();

        TestClient client = TestClient.connected(exchange, "/ws/ethusdt@kline_1m");
        await().until(() -> exchange.state().equals("ended"));
        await().until(() -> client.waiting() == 5000 - 31);
        assertThat(time()).isEqualTo(MIDNIGHT + 5000 * MINUTE);

        assertThat(post("pause").get("state").asText()).isEqualTo("ended");
        assertThat(post("seek?at=2024-03-01T01:00Z").get("at").asText()).isEqualTo("2024-03-01T01:00:00Z");
        assertThat(opens("1m", "&limit=1")).containsExactly(MIDNIGHT + 59 * MINUTE);
        post("speed?to=60000");
        post("resume");
        await().until(() -> client.waiting() == 2 * (5000 - 31) - 60);
    }

    @Test
    void refusesWhatItDoesNotKnowWithTheWayOut() {
        playPaused(new TwoPairs(10).candles(), MIDNIGHT, "klines");

        assertThat(refusal("seek")).isEqualTo("Cannot seek: ?at= is needed\n");
        assertThat(refusal("seek?at=soon")).contains("'soon' is no time");
        assertThat(refusal("speed?to=-1")).contains("Cannot play at speed '-1'");
        assertThat(refusal("step?by=7m")).contains("Cannot step by '7m': one of 1s, 1m");
        assertThat(refusal("fault?frame=NONE")).contains("There is no fault 'NONE': one of BAD_JSON");
        assertThat(refusal("jump")).contains("There is no /jump: POST to pause");
        post("fault?rest=TOO_MANY");
        assertThat(get("/api/v3/time").get("code").asInt()).isEqualTo(-1003);
        post("clear");
        assertThat(time()).isEqualTo(MIDNIGHT);
    }

    private long time() {
        return get("/api/v3/time").get("serverTime").asLong();
    }

    private List<Long> opens(String interval, String parameters) {
        List<Long> opens = new ArrayList<>();
        get("/api/v3/klines?symbol=BTCUSDT&interval=" + interval + parameters)
                .forEach(row -> opens.add(row.get(0).asLong()));
        return opens;
    }

    private List<Long> ids(String path) {
        List<Long> ids = new ArrayList<>();
        get(path).forEach(row -> ids.add(row.get("id").asLong()));
        return ids;
    }

    private JsonNode get(String path) {
        return json(body(
                HttpRequest.newBuilder(URI.create(exchange.restUrl() + path)).build()));
    }

    private JsonNode post(String what) {
        return json(refusal(what));
    }

    private String refusal(String what) {
        URI address = URI.create(control.url() + "/" + what);
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        return body(
                what.isEmpty()
                        ? request.build()
                        : request.POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    private static String body(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return TestClient.JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }
}
