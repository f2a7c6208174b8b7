package io.candlestream.ingest.connection;

import static io.candlestream.ingest.connection.TestFeed.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.ingest.metrics.Counted;
import io.candlestream.producer.kline.KlineText;
import java.time.Duration;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.CloseFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection that is about to end is replaced before it does. */
class ConnectionRenewalTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private final TestFeed feed = new TestFeed();

    @AfterEach
    void close() throws InterruptedException {
        feed.close();
    }

    @Test
    void overlapsTheConnectionsAtTheAnnouncementOfAShutdown() {
        TestExchange exchange = feed.listen(PATIENT);
        connection(exchange, 1).send("{\"e\":\"serverShutdown\",\"E\":1770123456789}");
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
        connection(exchange, 1).send("{\"e\":\"serverShutdown\",\"E\":1770123456789}");
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
        connection(exchange, 1).send("{\"e\":\"serverShutdown\",\"E\":1770123456789}");
        connection(exchange, 2).closeConnection(CloseFrame.ABNORMAL_CLOSE, "reset");
        WebSocket third = connection(exchange, 3);
        exchange.opened.get(0).send(KlineText.wrapped());
        await().until(() -> feed.klines.size() == 1);
        third.send(KlineText.wrapped());
        await().until(() -> feed.klines.size() == 2 && exchange.opened.get(0).isClosed());
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
