package io.candlestream.simulator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.candlestream.simulator.market.FixedMarket;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.Update;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.Framedata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamServerTest {
    private static final String BTC = "btcusdt@kline_1m";
    private static final String ETH = "ethusdt@kline_1m";

    private final Market market = new FixedMarket(List.of("BTCUSDT", "ETHUSDT"), 2);
    private Exchange exchange = new Exchange(market, Pace.fullSpeed());

    @BeforeEach
    void start() {
        exchange.start();
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    @Test
    void sendsTheEventAloneOnARawAddress() {
        TestClient client = TestClient.connected(exchange, "/ws/" + BTC);
        listening(BTC);
        exchange.open();

        assertThat(client.next())
                .isEqualTo("{\"e\":\"kline\",\"E\":" + closing(0).eventTime()
                        + ",\"s\":\"BTCUSDT\",\"k\":{\"t\":0,\"T\":59999,\"s\":\"BTCUSDT\",\"i\":\"1m\",\"f\":1,\"L\":5,"
                        + "\"o\":\"1.10000000\",\"c\":\"1.20000000\",\"h\":\"1.40000000\",\"l\":\"1.00000000\","
                        + "\"v\":\"7.00000000\",\"n\":5,\"x\":true,\"q\":\"8.00000000\",\"V\":\"3.00000000\","
                        + "\"Q\":\"4.00000000\",\"B\":\"0\"}}");
        assertThat(client.nextJson().at("/k/t").asLong()).isEqualTo(60_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/stream?streams=" + BTC + "/" + ETH, "/stream?streams=btcusdt%40kline_1m/ethusdt%40kline_1m"})
    void wrapsTheEventsOfACombinedAddress(String resource) {
        TestClient client = TestClient.connected(exchange, resource);
        listening(BTC, ETH);
        exchange.open();

        List<String> streams = List.of(stream(client), stream(client), stream(client), stream(client));
        assertThat(streams).containsOnly(BTC, ETH).filteredOn(BTC::equals).hasSize(2);
    }

    private static String stream(TestClient client) {
        JsonNode event = client.nextJson();
        assertThat(event.at("/data/e").asText()).isEqualTo("kline");
        return event.path("stream").asText();
    }

    @Test
    void tellsTimesInMicrosecondsWhenAsked() {
        TestClient client = TestClient.connected(exchange, "/ws/" + BTC + "?timeUnit=MICROSECOND");
        listening(BTC);
        exchange.open();
        client.next();

        JsonNode event = client.nextJson();
        assertThat(event.path("E").asLong()).isEqualTo(closing(1).eventTime() * 1000);
        assertThat(event.at("/k/t").asLong()).isEqualTo(60_000_000);
        assertThat(event.at("/k/T").asLong()).isEqualTo(119_999_999);
    }

    @Test
    void subscribesListsAndUnsubscribes() {
        TestClient client = TestClient.connected(exchange, "/ws");

        assertThat(client.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"" + BTC + "\",\"nocoin@kline_1m\"],\"id\":1}"))
                .isEqualTo("{\"result\":null,\"id\":1}");
        assertThat(client.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":\"abc\"}"))
                .isEqualTo("{\"result\":[\"" + BTC + "\",\"nocoin@kline_1m\"],\"id\":\"abc\"}");
        assertThat(client.ask("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"" + BTC + "\"],\"id\":null}"))
                .isEqualTo("{\"result\":null,\"id\":null}");
        exchange.open();
        exchange.finished().join();
        assertThat(client.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":9}")).contains("nocoin@kline_1m");
    }

    @Test
    void sendsNothingOfAStreamThatWasGivenUp() {
        TestClient client = TestClient.connected(exchange, "/ws/" + BTC + "/" + ETH);
        client.ask("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"" + BTC + "\"],\"id\":1}");
        exchange.open();

        assertThat(List.of(client.nextJson(), client.nextJson()))
                .extracting(event -> event.path("s").asText())
                .containsOnly("ETHUSDT");
        exchange.finished().join();
        assertThat(client.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":2}")).contains(ETH);
    }

    @Test
    void carriesSymbolsBeyondAscii() {
        exchange.close();
        exchange = new Exchange(new FixedMarket(List.of("\u5e01\u5b89USDT"), 1), Pace.fullSpeed());
        exchange.start();
        TestClient client = TestClient.connected(exchange, "/stream?streams=%E5%B8%81%E5%AE%89usdt@kline_1m");
        listening("\u5e01\u5b89usdt@kline_1m");
        exchange.open();

        assertThat(client.nextJson().at("/data/s").asText()).isEqualTo("\u5e01\u5b89USDT");
    }

    @Test
    void wrapsAsThePropertySays() {
        TestClient client = TestClient.connected(exchange, "/ws/" + BTC);

        assertThat(client.ask("{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\"],\"id\":2}"))
                .isEqualTo("{\"result\":false,\"id\":2}");
        assertThat(client.ask("{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",true],\"id\":5}"))
                .isEqualTo("{\"result\":null,\"id\":5}");
        exchange.open();
        assertThat(client.nextJson().path("stream").asText()).isEqualTo(BTC);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"method\":\"SET_PROPERTY\",\"params\":[\"x\",true],\"id\":7}|{\"error\":{\"code\":0,\"msg\":\"Unknown property\"},\"id\":7}",
                "{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",1],\"id\":7}|{\"error\":{\"code\":1,\"msg\":\"Invalid value type: expected Boolean\"},\"id\":7}",
                "{\"method\":\"SET_PROPERTY\",\"params\":[1,true],\"id\":7}|{\"error\":{\"code\":2,\"msg\":\"Invalid request: property name must be a string\"},\"id\":7}",
                "{\"method\":\"GET_PROPERTY\",\"params\":[\"combined\",1],\"id\":7}|{\"error\":{\"code\":2,\"msg\":\"Invalid request: too many parameters\"},\"id\":7}",
                "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt\"],\"id\":2}|{\"error\":{\"code\":2,\"msg\":\"Invalid request: invalid stream\"},\"id\":2}",
                "{\"method\":\"SUBSCRIBE\",\"params\":[],\"id\":1.5}|{\"code\":2,\"msg\":\"Invalid request: request ID must be an unsigned integer\"}",
                "{\"params\":[],\"id\":1}|{\"code\":2,\"msg\":\"Invalid request: missing field `method` at line 1 column 20\"}",
                "{\"method\":\"JOIN\"}|{\"code\":2,\"msg\":\"Invalid request: unknown variant JOIN, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY` at line 1 column 17\"}",
                "hello|{\"code\":3,\"msg\":\"Invalid JSON: expected value at line 1 column 6\"}"
            })
    void refusesAsTheExchangeDoes(String request, String answer) {
        assertThat(TestClient.connected(exchange, "/ws").ask(request)).isEqualTo(answer);
    }

    @Test
    void takesNoMoreThan1024Streams() {
        TestClient client = TestClient.connected(exchange, "/ws");
        ArrayNode most = TestClient.JSON.createArrayNode();
        for (int i = 0; i < 1024; i++) {
            most.add("s" + i + "@kline_1m");
        }
        assertThat(client.ask("{\"method\":\"SUBSCRIBE\",\"params\":" + most + ",\"id\":1}"))
                .contains("null");
        assertThat(client.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"s0@kline_1m\"],\"id\":2}"))
                .contains("null");
        assertThat(client.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"" + BTC + "\"],\"id\":19}"))
                .isEqualTo("{\"error\":{\"code\":4,\"msg\":\"Too many subscriptions\"},\"id\":19}");
    }

    @Test
    void closesOnTheSixthMessageWithinASecond() {
        TestClient client = TestClient.connected(exchange, "/ws");
        for (int i = 0; i < 6; i++) {
            client.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + i + "}");
        }
        await().untilAsserted(() -> assertThat(client.closes).containsExactly("1008 Too many requests"));
        assertThat(client.waiting()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/wss", "/streams", "/ws/" + BTC + "?timeUnit=NANOSECOND"})
    void knowsNoOtherAddress(String resource) throws InterruptedException {
        TestClient client = new TestClient(URI.create(exchange.streamUrl() + resource));

        assertThat(client.connectBlocking(5, TimeUnit.SECONDS)).isFalse();
        await().untilAsserted(() -> assertThat(client.closes.toString()).contains("404"));
    }

    @Test
    void pingsWithTheTimeAndClosesWhoDoesNotAnswer() {
        restart(Exchange.Options.defaults().pinging(Duration.ofMillis(300), Duration.ofMillis(900)));
        Pinged silent = new Pinged(URI.create(exchange.streamUrl() + "/ws"));
        silent.connected();
        TestClient answering = TestClient.connected(exchange, "/ws");

        await().untilAsserted(() -> assertThat(silent.closes).containsExactly("1008 Pong timeout"));
        assertThat(Long.parseLong(silent.payload)).isCloseTo(System.currentTimeMillis(), within(60_000L));
        assertThat(answering.isOpen()).isTrue();
    }

    private void restart(Exchange.Options options) {
        exchange.close();
        exchange = new Exchange(market, Pace.fullSpeed(), options);
        exchange.start();
    }

    private void listening(String... streams) {
        assertThat(exchange.awaitSubscriptions(Set.of(streams), Duration.ofSeconds(5)))
                .isEmpty();
    }

    private static Update closing(long index) {
        return Update.closing(FixedMarket.candle("BTCUSDT", index));
    }

    /** A client that leaves pings without an answer. */
    private static final class Pinged extends TestClient {
        private volatile String payload = "";

        Pinged(URI address) {
            super(address);
        }

        @Override
        public void onWebsocketPing(WebSocket socket, Framedata frame) {
            payload = StandardCharsets.US_ASCII.decode(frame.getPayloadData()).toString();
        }
    }
}
