package io.candlestream.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.dashboard.candle.IntervalChoices;
import io.candlestream.dashboard.candle.TestCandle;
import io.candlestream.dashboard.chart.ChartPages;
import io.candlestream.dashboard.chart.LiveFeeds;
import io.candlestream.dashboard.chart.MemoryStore;
import io.candlestream.dashboard.chart.Watchlist;
import io.candlestream.dashboard.health.Availability;
import io.candlestream.dashboard.health.PipelineHealth;
import io.candlestream.schema.Interval;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that ask by halves, too often or for too much take nothing from the others. Addresses of the loopback are theirs. */
class SlowViewersTest {
    private static final long START = 1_723_075_200_000L; // 2024-08-08T00:00:00Z
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final String ONE = "127.0.0.1";
    private static final String OTHER = "127.0.0.2";
    private static final String HALF = "GET /api/assets HTTP/1.1\r\nHost: localhost\r\nA: ";

    private final MemoryStore store =
            new MemoryStore().put("bitcoin", TestCandle.of(START, 10, 12, 9, 11, 1.5, 5, false));
    private final ChartPages market = new ChartPages(store, new IntervalChoices(Interval.MINUTE_1));
    private final LiveFeeds feeds = new LiveFeeds(store, market, 10);
    private final WebServer server = new WebServer(
            new WebSettings(ONE, 0, List.of(), Optional.empty(), new ClientLimits(10, 2, TIMEOUT, 25)),
            market,
            feeds,
            new Watchlist(store, market),
            new PipelineHealth(
                    Optional.empty(), Optional.empty(), () -> new Availability(Optional.empty(), Optional.empty())));
    private final List<Socket> sockets = new ArrayList<>();
    private int port;

    @BeforeEach
    void start() {
        port = URI.create(server.start()).getPort();
        feeds.start(Duration.ofMillis(20));
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    private Socket open(String from, String text) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        write(socket, text);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private String ask(String from, String path) throws IOException {
        Socket socket = open(from, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        socket.setSoTimeout(1000);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** A stream, once it has begun. */
    private BufferedReader watch(String from) throws IOException {
        BufferedReader reader = reader(open(from, "GET /api/live?asset=bitcoin HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        assertThat(reader.readLine()).isEqualTo("HTTP/1.1 200 OK");
        return reader;
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

    /** Writes a byte ten times a second until the server hangs up; how long it took. */
    private static Duration drip(Socket socket) throws IOException {
        long began = System.nanoTime();
        socket.setSoTimeout(100);
        while (Duration.ofNanos(System.nanoTime() - began).compareTo(Duration.ofSeconds(10)) < 0) {
            try {
                write(socket, "a");
                if (socket.getInputStream().read() < 0) {
                    break;
                }
            } catch (SocketTimeoutException e) { // still open
                assertThat(socket.isConnected()).isTrue();
            } catch (IOException e) {
                break;
            }
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** One that comes while the last of them are let in, by several threads, may have to ask again. */
    @Test
    void halfHeadersKeepNobodyOut() throws IOException {
        for (int i = 0; i < 600; i++) {
            open(ONE, HALF);
        }
        await().atMost(TIMEOUT)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> assertThat(ask(ONE, "/api/assets")).startsWith("HTTP/1.1 200 "));
        assertThat(ask(OTHER, "/api/assets")).startsWith("HTTP/1.1 200 ");
        assertThat(sockets).filteredOn(SlowViewersTest::isClosed).hasSizeGreaterThan(500);
    }

    @Test
    void aByteAtATimeIsNoWayToStay() throws IOException {
        assertThat(drip(open(ONE, HALF))).isBetween(TIMEOUT.dividedBy(2), TIMEOUT.multipliedBy(4));
    }

    @Test
    void norAfterAWholeRequest() throws IOException {
        Socket socket = open(ONE, "GET /api/assets HTTP/1.1\r\nHost: localhost\r\n\r\n");
        String line = reader(socket).readLine();
        assertThat(line).startsWith("HTTP/1.1 200 ");
        write(socket, HALF);
        assertThat(drip(socket)).isBetween(TIMEOUT.dividedBy(2), TIMEOUT.multipliedBy(4));
    }

    @Test
    void aStreamOutlivesTheTimeForRequests() throws IOException {
        BufferedReader stream = watch(ONE);
        String line = stream.readLine();
        while (!line.equals(": still here")) { // which takes five seconds
            line = stream.readLine();
        }
        store.put("bitcoin", TestCandle.of(START + 60_000, 10, 12, 9, 11, 1.5, 5, false));
        while (!line.contains(String.valueOf(START + 60_000))) {
            line = stream.readLine();
        }
        assertThat(line).startsWith("data: ");
    }

    @Test
    void oneAddressHasItsShareOfTheViewersOnly() throws IOException {
        watch(ONE);
        watch(ONE);
        assertThat(ask(ONE, "/api/live?asset=bitcoin"))
                .startsWith("HTTP/1.1 429 ")
                .contains("Cannot show more to 127.0.0.1", "CANDLESTREAM_DASHBOARD_VIEWERS_PER_ADDRESS");
        watch(OTHER);
    }

    @Test
    void whoAsksTooOftenIsRefusedAndOthersAreNot() throws IOException {
        Socket socket = open(ONE, "GET /api/assets HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(200));
        BufferedReader answers = reader(socket);
        String line = answers.readLine();
        while (!line.contains("HTTP/1.1 429 ")) { // behind the body of the answer before
            line = answers.readLine();
        }
        while (!line.contains("CANDLESTREAM_DASHBOARD_REQUESTS_PER_SECOND")) { // in its body
            line = answers.readLine();
        }
        assertThat(ask(OTHER, "/api/assets")).startsWith("HTTP/1.1 200 ");
    }
}
