package io.candlestream.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.runtime.settings.SettingsLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that ask by halves must not make a supervisor believe that the program is dead. */
class SlowClientsTest {
    private static final int MANY = 50;
    private static final String HALF_HEAD = "GET /live HTTP/1.1\r\nHost: localhost\r\nA: ";

    private final MetricsEndpoint endpoint = MetricsEndpoint.start(
                    MetricsSettings.of(new SettingsLoader(SlowClientsTest.class, "candlestream.watched", Set.of())
                            .load(Map.of("CANDLESTREAM_WATCHED_METRICS_PORT", "0"), new Properties())),
                    new MetricRegistry("watched"),
                    new Health())
            .orElseThrow();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        endpoint.close();
    }

    private Socket open(String from, String text) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port()));
        sockets.add(socket);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private void assertItAnswers(String from) throws IOException {
        Socket socket = open(from, "GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        socket.setSoTimeout(1000);
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .startsWith("HTTP/1.1 200 OK")
                .endsWith("\r\n\r\nok\n");
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /li", HALF_HEAD})
    void halfRequestsKeepNobodyWaiting(String half) throws IOException {
        for (int i = 0; i < MANY; i++) {
            open("127.0.0.1", half);
        }
        assertItAnswers("127.0.0.1");
        assertItAnswers("127.0.0.2");
        assertThat(sockets).filteredOn(SlowClientsTest::isClosed).hasSizeGreaterThanOrEqualTo(MANY - 16);
    }

    @Test
    void aByteAtATimeIsNoWayToStay() throws IOException, InterruptedException {
        Socket slow = open("127.0.0.1", HALF_HEAD);
        var drip = Executors.newSingleThreadScheduledExecutor();
        try {
            long began = System.nanoTime();
            var unused = drip.scheduleWithFixedDelay(() -> write(slow), 0, 200, TimeUnit.MILLISECONDS);
            slow.setSoTimeout(15_000);
            int answer = read(slow);
            assertThat(answer).isNegative();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(10));
        } finally {
            drip.shutdownNow();
        }
    }

    private static void write(Socket socket) {
        try {
            socket.getOutputStream().write('a');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int read(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) { // a reset is an end, too
            return -1;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no request\r\n\r\n", "GET http://elsewhere/ HTTP/1.1\r\n\r\n", "\r\n\r\n"})
    void whatIsNoRequestIsRefused(String text) throws IOException {
        Socket socket = open("127.0.0.1", text);
        socket.setSoTimeout(1000);
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void headersWithoutEndAreRefused() throws IOException {
        Socket socket = open("127.0.0.1", HALF_HEAD + "a".repeat(8 * 1024 - HALF_HEAD.length()));
        assertThat(isClosed(socket)).isFalse();
        write(socket);
        socket.setSoTimeout(1000);
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .startsWith("HTTP/1.1 400 ");
    }
}
