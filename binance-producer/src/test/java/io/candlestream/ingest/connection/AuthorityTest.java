package io.candlestream.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.ingest.metrics.Counted;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.KlineText;
import io.candlestream.producer.kline.TestKlines;
import io.candlestream.producer.venue.BinanceProtocol;
import io.candlestream.producer.venue.ExchangeInfo;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exchange with a certificate that only its own authority vouches for. */
class AuthorityTest {
    private static final Set<String> SYMBOLS = Set.of("BTCUSDT");
    private static final String PASSWORD = "not-a-secret";

    /** The JVM's first handshake takes seconds on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static Path pem;
    private static SSLContext server;

    private final List<Kline> klines = new CopyOnWriteArrayList<>();
    private final List<FatalException> stops = new CopyOnWriteArrayList<>();
    private final ProducerMetrics metrics = new ProducerMetrics(List.of());

    @BeforeAll
    static void makeAuthority() throws Exception {
        Path store = folder.resolve("exchange.p12");
        pem = folder.resolve("authority.pem");
        keytool(
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-alias",
                "exchange");
        keytool("-exportcert", "-rfc", "-keystore", store.toString(), "-alias", "exchange", "-file", pem.toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        server = SSLContext.getInstance("TLS");
        server.init(managers.getKeyManagers(), null, null);
    }

    @Test
    void socketTrustsTheAuthorityOfTheSettings() throws Exception {
        TestExchange exchange = secureExchange();
        try (StreamFeed feed = feed(exchange, Optional.of(pem))) {
            feed.start();
            await().atMost(PATIENCE).until(() -> !exchange.requests.isEmpty());
            exchange.opened.get(0).send(KlineText.wrapped());
            await().atMost(PATIENCE).until(() -> klines.size() == 1);
        } finally {
            exchange.stop(100);
        }
    }

    /** Repeated, since the library's reader and writer meet a failed handshake in any order. */
    @RepeatedTest(20)
    void socketStopsAtOnceWhenTheCertificateIsNotTrusted() throws Exception {
        TestExchange exchange = secureExchange();
        try (StreamFeed feed = feed(exchange, Optional.empty())) {
            feed.start();
            await().atMost(PATIENCE).until(() -> !stops.isEmpty());
            assertThat(stops.get(0))
                    .hasMessageContainingAll("Cannot connect to wss://", "CANDLESTREAM_PRODUCER_CA_FILE");
            assertThat(Counted.lostConnections(metrics)).isZero();
        } finally {
            exchange.stop(100);
        }
    }

    @Test
    void restTrustsTheAuthorityOfTheSettingsOnly() throws Exception {
        HttpsServer rest = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        rest.setHttpsConfigurator(new HttpsConfigurator(server));
        byte[] body =
                "{\"symbols\":[{\"symbol\":\"BTCUSDT\",\"status\":\"TRADING\"}]}".getBytes(StandardCharsets.UTF_8);
        rest.createContext("/", request -> {
            request.sendResponseHeaders(200, body.length);
            request.getResponseBody().write(body);
            request.close();
        });
        rest.start();
        URI url = URI.create("https://localhost:" + rest.getAddress().getPort());
        try {
            assertThatCode(() -> info(url, Optional.of(pem)).check(List.of("BTCUSDT")))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> info(url, Optional.empty()).check(List.of("BTCUSDT")))
                    .isInstanceOf(FatalException.class)
                    .hasMessageContaining("CANDLESTREAM_PRODUCER_CA_FILE");
        } finally {
            rest.stop(0);
        }
    }

    @Test
    void refusesAFileWithoutCertificate() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        assertThatThrownBy(() -> Authority.trusting(Optional.of(empty)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("empty.pem", "no certificate");
    }

    private static TestExchange secureExchange() {
        TestExchange exchange = new TestExchange(TestExchange.POLITE);
        exchange.setWebSocketFactory(new DefaultSSLWebSocketServerFactory(server));
        return exchange;
    }

    private StreamFeed feed(TestExchange exchange, Optional<Path> authority) {
        URI url = URI.create(exchange.listen().toString().replace("ws://", "wss://"));
        return new StreamFeed(
                settings(url, authority),
                new BinanceProtocol(100_000),
                new RequestWeightLimiter(6000),
                List.of(new FeedStream<>(TestKlines.minutes(SYMBOLS), SYMBOLS, some -> klines::add)),
                metrics,
                stops::add);
    }

    private static ExchangeInfo info(URI url, Optional<Path> authority) {
        ConnectionSettings settings = settings(url, authority);
        return new ExchangeInfo(settings, settings.rest(new RequestWeightLimiter(6000)));
    }

    private static ConnectionSettings settings(URI url, Optional<Path> authority) {
        return TestExchange.settings(url, url, Authority.trusting(authority), PATIENCE);
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new CopyOnWriteArrayList<>(arguments);
        command.add(0, Path.of(System.getProperty("java.home"), "bin/keytool").toString());
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("keytool.log")))
                .isZero();
    }
}
