package io.candlestream.simulator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.SeededMarket;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketFaultsTest {
    private static final String BTC = "btcusdt@kline_1m";
    private static final String HANDSHAKE = """
            GET /ws/raw@kline_1m HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
            \r
            """;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration A_WHILE = Duration.ofMillis(400);

    private final Exchange exchange = new Exchange(
            new SeededMarket(1, List.of("BTCUSDT"), Interval.MINUTE_1, 0),
            Pace.times(600),
            Exchange.Options.defaults().pinging(Duration.ofMillis(300), Duration.ofSeconds(3)));

    private Counting client;

    @BeforeEach
    void listen() {
        exchange.start();
        client = Counting.connected(exchange);
        await().until(exchange::hasListener);
        exchange.open();
        await().until(() -> client.waiting() > 0);
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    @Test
    void resetsEveryConnection() throws IOException {
        try (Socket raw = raw()) {
            exchange.faults().reset();

            assertThatThrownBy(() -> raw.getInputStream().readAllBytes()).hasMessageContaining("reset");
        }
        await().untilAsserted(() -> assertThat(client.closes.toString()).contains("1006"));
        assertThat(exchange.hasListener()).isFalse();
    }

    @Test
    void closesWithACode() {
        exchange.faults().close(1012, "Service Restart");

        await().untilAsserted(() -> assertThat(client.closes).containsExactly("1012 Service Restart"));
    }

    @Test
    void stallsWithoutAWordAndGoesOn() {
        exchange.faults().stall();
        Counting late = Counting.connected(exchange);
        int before = client.settled();
        int pings = client.pings.get();
        await().during(A_WHILE).until(() -> client.waiting() == before && client.pings.get() <= pings + 1);
        assertThat(late.waiting()).isZero();
        assertThat(client.isOpen()).isTrue();

        exchange.faults().clear();
        await().until(() -> client.waiting() > before && client.pings.get() > pings + 1 && late.waiting() > 0);
    }

    @Test
    void forgetsAConnectionForGoodButServesNewOnes() {
        exchange.faults().halfOpen();
        int before = client.settled();
        Counting second = Counting.connected(exchange);
        await().until(() -> second.waiting() > 0);

        exchange.faults().clear();
        await().during(A_WHILE).until(() -> client.waiting() == before);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void refusesAConnectionAsRestDoes() throws IOException {
        exchange.faults().refuse(RestFault.BANNED);
        assertThat(refusal()).startsWith("HTTP/1.1 418 ").contains("\r\nRetry-After: 1\r\n", "IP banned");

        exchange.faults().clear();
        exchange.faults().refuse();
        assertThat(refusal()).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void cutsWhatIsTooOld() {
        exchange.faults().lifetime(Duration.ZERO);

        await().untilAsserted(() -> assertThat(client.closes).containsExactly("1001 "));
    }

    @Test
    void waitsForTheAnswerToAClose() throws IOException {
        try (Socket raw = raw()) {
            exchange.faults().close(CloseFrame.GOING_AWAY, "");
            raw.setSoTimeout(1000);

            assertThatThrownBy(() -> raw.getInputStream().readAllBytes()).isInstanceOf(SocketTimeoutException.class);
            raw.setSoTimeout(10_000); // but not for ever
            assertThat(raw.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void announcesItsShutdownAndClosesTheConnectionsOfThatMoment() {
        exchange.faults().shutDown(A_WHILE);
        client.readTo("serverShutdown");
        assertThat(client.isOpen()).isTrue();
        Counting second = Counting.connected(exchange);

        await().untilAsserted(() -> assertThat(client.closes).containsExactly("1001 "));
        assertThat(second.isOpen()).isTrue();
    }

    @Test
    void refusesConnectionsUntilMended() throws InterruptedException {
        exchange.faults().refuse();
        Counting second = new Counting(URI.create(exchange.streamUrl() + "/ws"));
        assertThat(second.connectBlocking(5, TimeUnit.SECONDS)).isFalse();

        exchange.faults().clear();
        Counting.connected(exchange);
    }

    /** What comes first in answer to a handshake. */
    private String refusal() throws IOException {
        try (Socket raw = shaken()) {
            raw.setSoTimeout(10_000);
            byte[] bytes = new byte[1000];
            return new String(bytes, 0, raw.getInputStream().read(bytes), StandardCharsets.US_ASCII);
        }
    }

    private Socket shaken() throws IOException {
        Socket raw = new Socket("localhost", exchange.streamUrl().getPort());
        raw.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
        return raw;
    }

    /** A client that says nothing after its handshake. */
    private Socket raw() throws IOException {
        Socket raw = shaken();
        assertThat(raw.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 101");
        assertThat(exchange.awaitSubscriptions(Set.of("raw@kline_1m"), PATIENCE))
                .isEmpty();
        return raw;
    }

    /** A client that counts the pings that it gets. */
    private static final class Counting extends TestClient {
        private final AtomicInteger pings = new AtomicInteger();

        Counting(URI address) {
            super(address);
        }

        static Counting connected(Exchange exchange) {
            Counting client = new Counting(URI.create(exchange.streamUrl() + "/ws/" + BTC));
            client.connected();
            return client;
        }

        @Override
        public void onWebsocketPing(WebSocket socket, Framedata frame) {
            pings.incrementAndGet();
            super.onWebsocketPing(socket, frame);
        }

        /** How many messages had come when no more came. */
        int settled() {
            await().during(Duration.ofMillis(100)).until(new Unchanging(this)::holds);
            return waiting();
        }

        /** Reads on until a message contains {@code word}. */
        void readTo(String word) {
            String text = next();
            while (!text.contains(word)) {
                text = next();
            }
        }
    }

    private static final class Unchanging {
        private final TestClient client;
        private int last = -1;

        Unchanging(TestClient client) {
            this.client = client;
        }

        boolean holds() {
            int before = last;
            last = client.waiting();
            return before == last;
        }
    }
}
