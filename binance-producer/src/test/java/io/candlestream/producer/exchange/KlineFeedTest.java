package io.candlestream.producer.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.producer.frame.Frame.Cause;
import io.candlestream.producer.frame.Kline;
import io.candlestream.producer.frame.KlineText;
import io.candlestream.schema.Interval;
import io.candlestream.settings.StopException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.TextFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KlineFeedTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final List<Kline> klines = new CopyOnWriteArrayList<>();
    private final List<StopException> stops = new CopyOnWriteArrayList<>();
    private final ProducerMetrics.Counts metrics = new ProducerMetrics.Counts();
    private final AtomicInteger interruptions = new AtomicInteger();
    private Duration answerTimeout = Duration.ofSeconds(20);
    private Duration maxAge = Duration.ofHours(1);
    private Optional<TestExchange> exchange = Optional.empty();
    private Optional<KlineFeed> feed = Optional.empty();

    @AfterEach
    void close() throws InterruptedException {
        feed.ifPresent(KlineFeed::close);
        if (exchange.isPresent()) {
            exchange.get().stop(100);
        }
    }

    @Test
    void handsKlinesOn() {
        TestExchange exchange = listening(TestExchange.POLITE, Duration.ofSeconds(20), List.of("BTCUSDT"));
        connection(exchange, 1).send(KlineText.wrapped());
        await().until(() -> klines.size() == 1);
        assertThat(klines.get(0).symbol()).isEqualTo("BTCUSDT");
        assertThat(stops).isEmpty();
    }

    @Test
    void reconnectsAfterReset() {
        TestExchange exchange = listening(TestExchange.POLITE, Duration.ofSeconds(20), List.of("BTCUSDT"));
        connection(exchange, 1).closeConnection(CloseFrame.ABNORMAL_CLOSE, "reset");
        connection(exchange, 2).send(KlineText.wrapped());
        await().until(() -> klines.size() == 1);
        assertThat(metrics.lostConnections()).isEqualTo(1);
        assertThat(interruptions).hasValue(1);
        assertThat(stops).isEmpty();
    }

    @Test
    void overlapsTheConnectionsAtTheAnnouncementOfAShutdown() {
        TestExchange exchange = listening(TestExchange.POLITE, Duration.ofSeconds(20), List.of("BTCUSDT"));
        connection(exchange, 1).send("{\"e\":\"serverShutdown\",\"E\":1770123456789}");
        assertRenewed(exchange);
    }

    @Test
    void renewsAConnectionBeforeTheExchangeCutsIt() {
        maxAge = Duration.ofSeconds(2);
        TestExchange exchange = listening(TestExchange.POLITE, Duration.ofSeconds(4), List.of("BTCUSDT"));
        assertRenewed(exchange);
    }

    /** The first connection delivers until the second one does, and nothing is lost. */
    private void assertRenewed(TestExchange exchange) {
        WebSocket second = connection(exchange, 2);
        connection(exchange, 1).send(KlineText.wrapped());
        await().until(() -> klines.size() == 1);
        assertThat(exchange.opened.get(0).isOpen()).isTrue();
        second.send(KlineText.wrapped());
        await().until(() -> klines.size() == 2 && exchange.opened.get(0).isClosed());
        assertThat(metrics.lostConnections()).isZero();
        assertThat(interruptions).hasValue(0);
    }

    @Test
    void endsTheOldConnectionAlsoWhenAQuietMarketDeliversNothing() {
        TestExchange exchange = listening(TestExchange.POLITE, Duration.ofSeconds(1), List.of("BTCUSDT"));
        connection(exchange, 1).send("{\"e\":\"serverShutdown\",\"E\":1770123456789}");
        await().until(() -> {
            exchange.opened.forEach(TestExchange::ping);
            return exchange.opened.get(0).isClosed();
        });
        assertThat(exchange.opened).hasSize(2);
        assertThat(metrics.lostConnections()).isZero();
    }

    @Test
    void goesOnWithTheOldConnectionWhileTheNewOneFails() {
        TestExchange exchange = listening(TestExchange.POLITE, Duration.ofSeconds(20), List.of("BTCUSDT"));
        connection(exchange, 1).send("{\"e\":\"serverShutdown\",\"E\":1770123456789}");
        connection(exchange, 2).closeConnection(CloseFrame.ABNORMAL_CLOSE, "reset");
        WebSocket third = connection(exchange, 3);
        exchange.opened.get(0).send(KlineText.wrapped());
        await().until(() -> klines.size() == 1);
        third.send(KlineText.wrapped());
        await().until(() -> klines.size() == 2 && exchange.opened.get(0).isClosed());
    }

    @Test
    void reconnectsAfterSilence() {
        TestExchange exchange = listening(TestExchange.POLITE, SHORT, List.of("BTCUSDT"));
        connection(exchange, 3);
        assertThat(metrics.lostConnections()).isGreaterThanOrEqualTo(2);
        assertThat(stops).isEmpty();
    }

    @Test
    void leavesAQuietMarketAloneWhilePingsCome() {
        Duration silence = Duration.ofSeconds(1);
        TestExchange exchange = listening(TestExchange.POLITE, silence, List.of("BTCUSDT"));
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
        TestExchange exchange = listening(TestExchange.POLITE, SHORT, List.of("BTCUSDT"), kline -> {
            awaitLatch(broker);
            klines.add(kline);
        });
        connection(exchange, 1).send(KlineText.wrapped());
        connection(exchange, 1).send(KlineText.wrapped());
        await().during(SHORT.multipliedBy(4)).until(() -> exchange.opened.size() == 1);
        broker.countDown();
        await().until(() -> klines.size() == 2);
    }

    @Test
    void subscribesInBatchesWithinTheExchangesPace() {
        List<String> symbols =
                IntStream.range(0, 1000).mapToObj(i -> "S" + i + "USDT").toList();
        TestExchange exchange = listening(TestExchange.POLITE, Duration.ofSeconds(20), symbols);
        await().until(() -> exchange.requests.size() == 5);
        assertThat(exchange.opened).hasSize(1);
        assertThat(Duration.ofNanos(exchange.requestNanos.get(4) - exchange.requestNanos.get(0)))
                .isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void reconnectsWhenASubscriptionIsNotAnswered() {
        answerTimeout = SHORT;
        TestExchange exchange = listening(TestExchange.MUTE, Duration.ofSeconds(20), List.of("BTCUSDT"));
        connection(exchange, 2);
        assertThat(stops).isEmpty();
    }

    @Test
    void stopsWithTheExchangesWordsWhenASubscriptionIsRefused() {
        listening(
                id -> Optional.of("{\"error\":{\"code\":4,\"msg\":\"Too many subscriptions\"},\"id\":" + id + "}"),
                Duration.ofSeconds(20),
                List.of("BTCUSDT"));
        await().until(() -> !stops.isEmpty());
        assertThat(stops.get(0)).hasMessageContainingAll("Cannot subscribe", "'Too many subscriptions' (code 4)");
    }

    @Test
    void stopsWhenTheExchangeIsAwayForTheStartUpDeadline() {
        start(URI.create("ws://localhost:1"), SHORT, List.of("BTCUSDT"), klines::add);
        await().until(() -> !stops.isEmpty());
        assertThat(stops.get(0)).hasMessageContainingAll("Cannot connect to ws://localhost:1/stream", "gave up");
    }

    @Test
    void stopsWhenAKlineCannotBeHandedOn() {
        TestExchange exchange = listening(TestExchange.POLITE, Duration.ofSeconds(20), List.of("BTCUSDT"), kline -> {
            throw new IllegalStateException("no broker");
        });
        connection(exchange, 1).send(KlineText.wrapped());
        await().until(() -> !stops.isEmpty());
        assertThat(stops.get(0)).hasMessageContaining("no broker");
    }

    @Test
    void countsABinaryMessageAndGoesOn() {
        TestExchange exchange = listening(TestExchange.POLITE, Duration.ofSeconds(20), List.of("BTCUSDT"));
        connection(exchange, 1).send(new byte[] {1, 2, 3});
        connection(exchange, 1).send(KlineText.wrapped());
        await().until(() -> klines.size() == 1);
        assertThat(metrics.rejections(Cause.BINARY)).isEqualTo(1);
        assertThat(exchange.opened).hasSize(1);
    }

    @Test
    void countsTextThatIsNotUtf8AndReconnects() {
        TestExchange exchange = listening(TestExchange.POLITE, Duration.ofSeconds(20), List.of("BTCUSDT"));
        TextFrame frame = new TextFrame();
        frame.setPayload(ByteBuffer.wrap(new byte[] {'{', (byte) 0xC3, (byte) 0x28, '}'}));
        connection(exchange, 1).sendFrame(frame);
        connection(exchange, 2);
        assertThat(metrics.rejections(Cause.NOT_UTF8)).isEqualTo(1);
    }

    @Test
    void countsAMessageBeyondTheLimitAndReconnects() {
        TestExchange exchange = listening(TestExchange.POLITE, Duration.ofSeconds(20), List.of("BTCUSDT"));
        connection(exchange, 1).send("x".repeat(200_000));
        connection(exchange, 2);
        assertThat(metrics.rejections(Cause.TOO_LONG)).isEqualTo(1);
    }

    @Test
    void handsNothingOnAfterClose() {
        TestExchange exchange = listening(TestExchange.POLITE, Duration.ofSeconds(20), List.of("BTCUSDT"));
        WebSocket connection = connection(exchange, 1);
        feed.ifPresent(KlineFeed::close);
        await().until(connection::isClosed);
        await().during(SHORT).until(() -> exchange.opened.size() == 1);
        assertThat(metrics.lostConnections()).isZero();
        assertThat(klines).isEmpty();
    }

    private TestExchange listening(TestExchange.Manners manners, Duration silence, List<String> symbols) {
        return listening(manners, silence, symbols, klines::add);
    }

    private TestExchange listening(
            TestExchange.Manners manners, Duration silence, List<String> symbols, KlineSink sink) {
        TestExchange started = new TestExchange(manners);
        exchange = Optional.of(started);
        start(started.listen(), silence, symbols, sink);
        return started;
    }

    private void start(URI url, Duration silence, List<String> symbols, KlineSink sink) {
        ExchangeSettings base = TestExchange.settings(url, url, Duration.ofSeconds(2));
        ExchangeSettings settings = new ExchangeSettings(
                base.streamUrl(),
                base.restUrl(),
                base.tls(),
                base.startUpDeadline(),
                base.connectTimeout(),
                base.connectGap(),
                base.backoffBase(),
                base.backoffCap(),
                silence.dividedBy(2),
                silence.dividedBy(2),
                answerTimeout,
                maxAge,
                base.maxFrame());
        KlineFeed started = new KlineFeed(
                settings, StreamPlan.of(symbols, Interval.MINUTE_1), plan -> counting(sink), metrics, stops::add);
        feed = Optional.of(started);
        started.start();
    }

    private KlineSink counting(KlineSink sink) {
        return new KlineSink() {
            @Override
            public void take(Kline kline) {
                sink.take(kline);
            }

            @Override
            public void interrupted() {
                interruptions.incrementAndGet();
            }
        };
    }

    /** The n-th connection, counted from 1, once its subscription has come. */
    private static WebSocket connection(TestExchange exchange, int number) {
        await().until(() -> exchange.opened.size() >= number && exchange.requests.size() >= number);
        return exchange.opened.get(number - 1);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
