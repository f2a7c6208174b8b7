package io.candlestream.simulator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.candlestream.schema.Interval;
import io.candlestream.simulator.TestAuthority;
import io.candlestream.simulator.market.FixedMarket;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.SeededMarket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeTest {
    private static final String BTC = "btcusdt@kline_1m";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void listensWhereItIsTold() throws IOException {
        InetAddress other = InetAddress.getByName("127.0.0.2");
        Exchange.Options options = Exchange.Options.defaults().at(other);
        try (Exchange exchange = new Exchange(new FixedMarket(List.of("BTCUSDT"), 1), Pace.fullSpeed(), options)) {
            exchange.start();

            assertThat(connects(other, exchange.restUrl())).isTrue();
            assertThat(connects(other, exchange.streamUrl())).isTrue();
            assertThat(connects(InetAddress.getLoopbackAddress(), exchange.restUrl()))
                    .isFalse();
        }
    }

    private static boolean connects(InetAddress address, URI url) {
        try (Socket socket = new Socket(address, url.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aSlowReaderLosesNothingAndHoldsTheMarketUp() {
        int candles = 60_000;
        try (Exchange exchange = new Exchange(new FixedMarket(List.of("BTCUSDT"), candles), Pace.fullSpeed())) {
            exchange.start();
            Blocked reader = blocked(exchange);
            exchange.open();

            await().during(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> standsStill(exchange));
            assertThat(exchange.truth().closed()).isBetween(1L, candles - 1L);
            reader.gate.countDown();

            exchange.finished().join();
            await().atMost(PATIENCE).until(() -> reader.count.get() == candles);
            assertThat(reader.disordered.get()).isZero();
        }
    }

    @Test
    void itsTimeWaitsForAMarketThatIsHeldUp() {
        Market market = new FixedMarket(List.of("BTCUSDT"), 60_000);
        double aCandleInAMicrosecond = 6e7;
        try (Exchange exchange = new Exchange(market, Pace.times(aCandleInAMicrosecond))) {
            exchange.start();
            Blocked reader = blocked(exchange);
            exchange.open();
            await().during(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> standsStill(exchange));

            long next = FixedMarket.candle("BTCUSDT", exchange.truth().closed()).closeTime();
            assertThat(exchange.now()).isLessThanOrEqualTo(next);
            reader.gate.countDown();
        }
    }

    private static Blocked blocked(Exchange exchange) {
        Blocked reader = new Blocked(URI.create(exchange.streamUrl() + "/stream?streams=" + BTC));
        reader.connected();
        listening(exchange);
        return reader;
    }

    private long lastSeen = -1;

    private boolean standsStill(Exchange exchange) {
        long before = lastSeen;
        lastSeen = exchange.truth().updates();
        return lastSeen > 0 && before == lastSeen;
    }

    @Test
    void knowsWhatItSaidThoughNobodyListened() {
        try (Exchange exchange = new Exchange(new FixedMarket(List.of("BTCUSDT"), 100), Pace.fullSpeed())) {
            exchange.start();
            assertThat(exchange.truth().updates()).isZero();
            exchange.open();

            assertThat(exchange.finished().join().closed()).isEqualTo(100);
        }
    }

    @Test
    void playsAtItsPaceAndStopsWhereItIs() {
        Market market = new SeededMarket(1, List.of("BTCUSDT"), Interval.MINUTE_1, 0);
        try (Exchange exchange = new Exchange(market, Pace.times(600))) {
            exchange.start();
            TestClient client = TestClient.connected(exchange, "/ws/" + BTC);
            listening(exchange);
            long begin = System.nanoTime();
            exchange.open();
            await().atMost(PATIENCE).until(() -> exchange.truth().closed() == 5);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(450));

            exchange.stop();
            long said = exchange.truth().updates();
            await().atMost(PATIENCE).until(() -> client.waiting() == said);
            assertThat(exchange.finished()).isCompleted();
        }
    }

    @Test
    void saysWhichSubscriptionsAreMissing() {
        try (Exchange exchange = new Exchange(new FixedMarket(List.of("BTCUSDT"), 1), Pace.fullSpeed())) {
            exchange.start();
            TestClient.connected(exchange, "/ws/" + BTC);
            listening(exchange);

            assertThat(exchange.awaitSubscriptions(Set.of(BTC, "ethusdt@kline_1m"), Duration.ofMillis(20)))
                    .containsExactly("ethusdt@kline_1m");
        }
    }

    @Test
    void failsWhenTheMarketCannotBeRead() throws IOException {
        Files.writeString(
                folder.resolve("BTCUSDT-1m-2025-01.csv"),
                "1609459200000,1,2,1,1,1,1609459259999,1,1,1,1,0\n1609459260000,1,2,1,1,1,1,1\n");
        try (Exchange exchange = new Exchange(Market.of(folder, Interval.MINUTE_1), Pace.fullSpeed())) {
            assertThatThrownBy(() -> {
                        exchange.start();
                        exchange.open();
                        exchange.finished().join();
                    })
                    .hasMessageContaining("line 2: 11 columns are needed, found 8");
        }
    }

    @Test
    void refusesAMarketWithNothingInIt() {
        try (Exchange exchange = new Exchange(new FixedMarket(List.of("BTCUSDT"), 0), Pace.fullSpeed())) {
            assertThatThrownBy(exchange::start).hasMessageContaining("nothing to say on btcusdt@kline_1m");
        }
    }

    @Test
    void saysThatAPortIsTaken() {
        Market market = new FixedMarket(List.of("BTCUSDT"), 1);
        try (Exchange first = new Exchange(market, Pace.fullSpeed())) {
            first.start();
            int taken = first.streamUrl().getPort();
            Exchange.Options options = Exchange.Options.defaults().onPorts(taken, 0);
            try (Exchange second = new Exchange(market, Pace.fullSpeed(), options)) {
                assertThatThrownBy(second::start).hasMessageStartingWith("Cannot listen on port " + taken);
            }
        }
    }

    @Test
    void speaksTls() throws Exception {
        SSLContext context = new TestAuthority(folder).context("localhost");
        int candles = 20_000;
        Exchange.Options options = Exchange.Options.defaults().with(context);
        try (Exchange exchange =
                new Exchange(new FixedMarket(List.of("BTCUSDT"), candles), Pace.fullSpeed(), options)) {
            exchange.start();
            TestClient client = new TestClient(URI.create(exchange.streamUrl() + "/stream?streams=" + BTC));
            client.setSocketFactory(context.getSocketFactory());
            client.connected();
            listening(exchange);
            exchange.open();
            exchange.finished().join();

            await().atMost(PATIENCE).until(() -> client.waiting() == candles);
            HttpRequest ping = HttpRequest.newBuilder(URI.create(exchange.restUrl() + "/api/v3/ping"))
                    .build();
            HttpClient https = HttpClient.newBuilder().sslContext(context).build();
            assertThat(https.send(ping, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("{}");
        }
    }

    private static void listening(Exchange exchange) {
        assertThat(exchange.awaitSubscriptions(Set.of(BTC), Duration.ofSeconds(5)))
                .isEmpty();
    }

    /** A client that reads nothing until its gate opens, then checks that each candle follows the one before. */
    private static final class Blocked extends TestClient {
        private final CountDownLatch gate = new CountDownLatch(1);
        private final AtomicLong count = new AtomicLong();
        private final AtomicLong disordered = new AtomicLong();

        Blocked(URI address) {
            super(address);
        }

        @Override
        public void onMessage(String text) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (!text.contains("\"t\":" + count.getAndIncrement() * 60_000 + ",")) {
                disordered.incrementAndGet();
            }
        }
    }
}
