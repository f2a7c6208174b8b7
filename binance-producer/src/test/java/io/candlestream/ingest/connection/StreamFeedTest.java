package io.candlestream.ingest.connection;

import static io.candlestream.ingest.connection.TestFeed.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.ingest.frame.RejectCause;
import io.candlestream.ingest.metrics.Counted;
import io.candlestream.producer.kline.KlineText;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.TextFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamFeedTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private final TestFeed feed = new TestFeed();

    @AfterEach
    void close() throws InterruptedException {
        feed.close();
    }

    @Test
    void handsKlinesOn() {
        TestExchange exchange = feed.listen(PATIENT);
        connection(exchange, 1).send(KlineText.wrapped());
        await().until(() -> feed.klines.size() == 1);
        assertThat(feed.klines.get(0).symbol()).isEqualTo("BTCUSDT");
        assertThat(feed.stops).isEmpty();
    }

    @Test
    void deliversFromItsSubscriptionUntilItIsLost() throws InterruptedException {
        TestExchange exchange = feed.listen(PATIENT);
        await().until(() -> feed.delivering() == 1);
        exchange.stop(100);
        await().until(() -> feed.delivering() == 0);
    }

    @Test
    void tellsHowManyOfItsConnectionsDeliver() {
        AtomicBoolean mute = new AtomicBoolean();
        List<String> symbols =
                IntStream.range(0, 1025).mapToObj(i -> "S" + i + "USDT").toList();
        TestExchange exchange = feed.listen(
                id -> mute.get() ? Optional.empty() : TestExchange.POLITE.answer(id),
                PATIENT,
                symbols,
                feed.klines::add);
        assertThat(feed.trouble()).isEqualTo("no connection to the exchange delivers");
        await().until(() -> feed.trouble().isEmpty());
        mute.set(true);
        exchange.opened.get(0).closeConnection(CloseFrame.ABNORMAL_CLOSE, "reset");
        await().until(() -> feed.trouble().equals("1 of 2 connections to the exchange deliver"));
    }

    @Test
    void reconnectsAfterReset() {
        TestExchange exchange = feed.listen(PATIENT);
        connection(exchange, 1).closeConnection(CloseFrame.ABNORMAL_CLOSE, "reset");
        connection(exchange, 2).send(KlineText.wrapped());
        await().until(() -> feed.klines.size() == 1);
        assertThat(Counted.lostConnections(feed.metrics)).isEqualTo(1);
        assertThat(feed.interruptions).hasValue(1);
        assertThat(feed.stops).isEmpty();
    }

    @Test
    void reconnectsAfterSilence() {
        TestExchange exchange = feed.listen(SHORT);
        connection(exchange, 3);
        assertThat(Counted.lostConnections(feed.metrics)).isGreaterThanOrEqualTo(2);
        assertThat(feed.stops).isEmpty();
    }

    @Test
    void leavesAQuietMarketAloneWhilePingsCome() {
        Duration silence = Duration.ofSeconds(1);
        TestExchange exchange = feed.listen(silence);
        WebSocket connection = connection(exchange, 1);
        await().pollInterval(silence.dividedBy(10))
                .during(silence.multipliedBy(3))
                .until(() -> {
                    connection.sendPing();
                    return exchange.opened.size() == 1;
                });
    }

    @Test
    void leavesAConnectionAloneThatTheBrokerHoldsUp() {
        CountDownLatch broker = new CountDownLatch(1);
        TestExchange exchange = feed.listen(TestExchange.POLITE, SHORT, List.of("BTCUSDT"), kline -> {
            TestFeed.awaitLatch(broker);
            feed.klines.add(kline);
        });
        connection(exchange, 1).send(KlineText.wrapped());
        connection(exchange, 1).send(KlineText.wrapped());
        await().during(SHORT.multipliedBy(4)).until(() -> exchange.opened.size() == 1);
        broker.countDown();
        await().until(() -> feed.klines.size() == 2);
    }

    @Test
    void subscribesInBatchesWithinTheExchangesPace() {
        List<String> symbols =
                IntStream.range(0, 1000).mapToObj(i -> "S" + i + "USDT").toList();
        TestExchange exchange = feed.listen(TestExchange.POLITE, PATIENT, symbols, feed.klines::add);
        await().until(() -> exchange.requests.size() == 5);
        assertThat(exchange.opened).hasSize(1);
        assertThat(Duration.ofNanos(exchange.requestNanos.get(4) - exchange.requestNanos.get(0)))
                .isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void reconnectsWhenASubscriptionIsNotAnswered() {
        feed.answeredWithin(SHORT);
        TestExchange exchange = feed.listen(TestExchange.MUTE, PATIENT, List.of("BTCUSDT"), feed.klines::add);
        connection(exchange, 2);
        assertThat(feed.stops).isEmpty();
    }

    @Test
    void stopsWithTheExchangesWordsWhenASubscriptionIsRefused() {
        feed.listen(
                id -> Optional.of("{\"error\":{\"code\":4,\"msg\":\"Too many subscriptions\"},\"id\":" + id + "}"),
                PATIENT,
                List.of("BTCUSDT"),
                feed.klines::add);
        await().until(() -> !feed.stops.isEmpty());
        assertThat(feed.stops.get(0)).hasMessageContainingAll("Cannot subscribe", "'Too many subscriptions' (code 4)");
    }

    @Test
    void anErrorThatAnswersNothingIsOnlyCounted() {
        TestExchange exchange = feed.listen(PATIENT);
        await().until(() -> feed.delivering() == 1);
        connection(exchange, 1).send("{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},\"id\":77}");
        connection(exchange, 1).send("{\"code\":0,\"msg\":\"Unknown property\",\"id\":null}");
        connection(exchange, 1).send(KlineText.wrapped());
        await().until(() -> feed.klines.size() == 1);
        await().until(() -> Counted.rejections(feed.metrics, RejectCause.UNEXPECTED) == 2);
        assertThat(exchange.opened).hasSize(1);
        assertThat(feed.stops).isEmpty();
    }

    @Test
    void connectsAgainWhenALaterSubscriptionIsRefused() {
        AtomicBoolean refusing = new AtomicBoolean();
        TestExchange exchange = feed.listen(
                id -> refusing.get()
                        ? Optional.of("{\"error\":{\"code\":4,\"msg\":\"Too many subscriptions\"},\"id\":" + id + "}")
                        : TestExchange.POLITE.answer(id),
                PATIENT,
                List.of("BTCUSDT"),
                feed.klines::add);
        await().until(() -> feed.delivering() == 1);
        refusing.set(true);
        exchange.opened.get(0).closeConnection(CloseFrame.ABNORMAL_CLOSE, "reset");
        connection(exchange, 4);
        refusing.set(false);
        await().until(() -> feed.delivering() == 1);
        assertThat(feed.stops).isEmpty();
    }

    @Test
    void anErrorThatNamesNoRequestIsTheReasonWhyNoSubscriptionStands() {
        TestExchange exchange = feed.listen(
                id -> Optional.of("{\"code\":2,\"msg\":\"Invalid request\"}"),
                PATIENT,
                List.of("BTCUSDT"),
                feed.klines::add);
        connection(exchange, 2);
        await().until(() -> !feed.stops.isEmpty());
        assertThat(feed.stops.get(0))
                .hasMessageContainingAll("Cannot connect", "'Invalid request' (code 2)", "gave up");
    }

    @Test
    void stopsWhenTheExchangeIsAwayForTheStartUpDeadline() {
        feed.start(URI.create("ws://localhost:1"), SHORT, List.of("BTCUSDT"), feed.klines::add);
        await().until(() -> !feed.stops.isEmpty());
        assertThat(feed.stops.get(0)).hasMessageContainingAll("Cannot connect to ws://localhost:1/stream", "gave up");
    }

    @Test
    void countsTheStartUpDeadlineOfAConnectionFromItsOwnFirstAttempt() {
        feed.startedWithin(Duration.ofMillis(400), Duration.ofMillis(800));
        List<String> symbols =
                IntStream.range(0, 1025).mapToObj(i -> "S" + i + "USDT").toList();
        TestExchange exchange = feed.listen(TestExchange.MUTE, PATIENT, symbols, feed.klines::add);
        await().until(() -> exchange.opened.size() == 2);
        exchange.opened.get(1).closeConnection(CloseFrame.ABNORMAL_CLOSE, "reset");
        await().until(() -> exchange.opened.size() == 3 || !feed.stops.isEmpty());
        assertThat(feed.stops).isEmpty();
    }

    @Test
    void stopsWhenAKlineCannotBeHandedOn() {
        TestExchange exchange = feed.listen(TestExchange.POLITE, PATIENT, List.of("BTCUSDT"), kline -> {
            throw new IllegalStateException("no broker");
        });
        connection(exchange, 1).send(KlineText.wrapped());
        await().until(() -> !feed.stops.isEmpty());
        assertThat(feed.stops.get(0)).hasMessageContaining("no broker");
    }

    @Test
    void countsABinaryMessageAndGoesOn() {
        TestExchange exchange = feed.listen(PATIENT);
        connection(exchange, 1).send(new byte[] {1, 2, 3});
        connection(exchange, 1).send(KlineText.wrapped());
        await().until(() -> feed.klines.size() == 1);
        assertThat(Counted.rejections(feed.metrics, RejectCause.BINARY)).isEqualTo(1);
        assertThat(exchange.opened).hasSize(1);
    }

    @Test
    void countsTextThatIsNotUtf8AndReconnects() {
        TestExchange exchange = feed.listen(PATIENT);
        TextFrame frame = new TextFrame();
        frame.setPayload(ByteBuffer.wrap(new byte[] {'{', (byte) 0xC3, (byte) 0x28, '}'}));
        connection(exchange, 1).sendFrame(frame);
        connection(exchange, 2);
        assertThat(Counted.rejections(feed.metrics, RejectCause.NOT_UTF8)).isEqualTo(1);
    }

    @Test
    void countsAMessageBeyondTheLimitAndReconnects() {
        TestExchange exchange = feed.listen(PATIENT);
        connection(exchange, 1).send("x".repeat(200_000));
        connection(exchange, 2);
        assertThat(Counted.rejections(feed.metrics, RejectCause.TOO_LONG)).isEqualTo(1);
    }

    @Test
    void handsNothingOnAfterClose() {
        TestExchange exchange = feed.listen(PATIENT);
        WebSocket connection = connection(exchange, 1);
        feed.closeFeed();
        await().until(connection::isClosed);
        await().during(SHORT).until(() -> exchange.opened.size() == 1);
        assertThat(Counted.lostConnections(feed.metrics)).isZero();
        assertThat(feed.klines).isEmpty();
    }
}
