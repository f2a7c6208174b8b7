package io.candlestream.ingest.connection;

import static io.candlestream.ingest.connection.TestFeed.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.ingest.channel.EventSink;
import io.candlestream.ingest.metrics.Counted;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.KlineText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.CloseFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection that is about to end is replaced before it does. */
class ConnectionRenewalTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final String SHUTDOWN = "{\"e\":\"serverShutdown\",\"E\":1770123456789}";

    private final TestFeed feed = new TestFeed();
    /** A request that the exchange does not answer. */
    private volatile String unanswered = "";

    @AfterEach
    void close() throws InterruptedException {
        feed.close();
    }

    @Test
    void overlapsTheConnectionsAtTheAnnouncementOfAShutdown() {
        TestExchange exchange = feed.listen(PATIENT);
        connection(exchange, 1).send(SHUTDOWN);
        assertRenewed(exchange);
    }

    @Test
    void renewsAConnectionBeforeTheExchangeCutsIt() {
        feed.renewedAfter(Duration.ofSeconds(2));
        TestExchange exchange = feed.listen(Duration.ofSeconds(4));
        assertRenewed(exchange);
    }

    @Test
    void endsTheOldConnectionAlsoWhenAQuietMarketDeliversNothing() {
        TestExchange exchange = feed.listen(Duration.ofSeconds(1));
        connection(exchange, 1).send(SHUTDOWN);
        await().until(() -> {
            exchange.opened.forEach(TestExchange::ping);
            return exchange.opened.get(0).isClosed();
        });
        assertThat(exchange.opened).hasSize(2);
        assertThat(Counted.lostConnections(feed.metrics)).isZero();
    }

    @Test
    void goesOnWithTheOldConnectionWhileTheNewOneFails() {
        TestExchange exchange = feed.listen(PATIENT);
        connection(exchange, 1).send(SHUTDOWN);
        connection(exchange, 2).closeConnection(CloseFrame.ABNORMAL_CLOSE, "reset");
        WebSocket third = connection(exchange, 3);
        exchange.opened.get(0).send(KlineText.wrapped());
        await().until(() -> feed.klines.size() == 1);
        third.send(KlineText.wrapped());
        await().until(() -> feed.klines.size() == 2 && exchange.opened.get(0).isClosed());
    }

    @Test
    void goesOnWithTheOldConnectionUntilTheWholeSubscriptionStands() {
        List<String> symbols = Stream.concat(
                        Stream.of("BTCUSDT"), IntStream.range(0, 500).mapToObj(i -> "S" + i + "USDT"))
                .toList();
        TestExchange exchange = listen(symbols, feed.klines::add);
        unanswered = "3";
        WebSocket first = exchange.opened.get(0);
        first.send(SHUTDOWN);
        await().until(() -> exchange.requests.size() == 6);
        WebSocket second = exchange.opened.get(1);

        second.send(KlineText.wrapped());
        await().until(() -> feed.klines.size() == 1);
        await().during(SHORT).until(first::isOpen);
        first.send(KlineText.wrapped());
        await().until(() -> feed.klines.size() == 2);

        second.send("{\"result\":null,\"id\":3}");
        second.send(KlineText.wrapped());
        await().until(() -> feed.klines.size() == 3 && first.isClosed());
    }

    @Test
    void readsAllThatTheOldConnectionHadReceived() {
        CountDownLatch broker = new CountDownLatch(1);
        TestExchange exchange = listen(List.of("BTCUSDT"), kline -> {
            TestFeed.awaitLatch(broker);
            feed.klines.add(kline);
        });
        WebSocket first = connection(exchange, 1);
        first.send(SHUTDOWN);
        WebSocket second = connection(exchange, 2);
        for (int i = 0; i < 5_000; i++) {
            first.send(KlineText.wrapped());
        }
        second.send(KlineText.wrapped());
        broker.countDown();

        await().until(() -> feed.klines.size() == 5_001 && first.isClosed());
    }

    @Test
    void keepsTheConnectionThatDeliversWhenTheNewOneIsShutDownBeforeItDoes() {
        TestExchange exchange = listen(List.of("BTCUSDT"), feed.klines::add);
        unanswered = "1";
        WebSocket first = exchange.opened.get(0);
        first.send(SHUTDOWN);
        WebSocket second = connection(exchange, 2);
        second.send(SHUTDOWN);
        WebSocket third = connection(exchange, 3);

        await().until(second::isClosed);
        first.send(KlineText.wrapped());
        await().until(() -> feed.klines.size() == 1);
        assertThat(feed.delivering()).isOne();
        third.send("{\"result\":null,\"id\":1}");
        third.send(KlineText.wrapped());
        await().until(() -> feed.klines.size() == 2 && first.isClosed());
        assertThat(feed.interruptions).hasValue(0);
    }

    @Test
    void deliversNothingWhenTheOldConnectionEndsBeforeTheNewOneStands() {
        TestExchange exchange = listen(List.of("BTCUSDT"), feed.klines::add);
        unanswered = "1";
        exchange.opened.get(0).send(SHUTDOWN);
        WebSocket second = connection(exchange, 2);
        exchange.opened.get(0).closeConnection(CloseFrame.ABNORMAL_CLOSE, "reset");

        await().until(() -> feed.delivering() == 0);
        assertThat(feed.interruptions).hasValue(1);
        second.send("{\"result\":null,\"id\":1}");
        await().until(() -> feed.delivering() == 1);
    }

    /** Listens until the first connection is subscribed. */
    private TestExchange listen(List<String> symbols, EventSink<Kline> sink) {
        TestExchange exchange = feed.listen(
                id -> id.equals(unanswered) ? Optional.empty() : TestExchange.POLITE.answer(id),
                PATIENT,
                symbols,
                sink);
        await().until(() -> feed.delivering() == 1);
        return exchange;
    }

    /** The first connection delivers until the second one does, and nothing is lost. */
    private void assertRenewed(TestExchange exchange) {
        WebSocket second = connection(exchange, 2);
        connection(exchange, 1).send(KlineText.wrapped());
        await().until(() -> feed.klines.size() == 1);
        assertThat(exchange.opened.get(0).isOpen()).isTrue();
        second.send(KlineText.wrapped());
        await().until(() -> feed.klines.size() == 2 && exchange.opened.get(0).isClosed());
        assertThat(Counted.lostConnections(feed.metrics)).isZero();
        assertThat(feed.interruptions).hasValue(0);
    }
}
