package io.candlestream.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An exchange that refuses requests by HTTP in place of a handshake, as it does with an address that connects too often. */
class HandshakeRestTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private final TestFeed feed = new TestFeed();
    private final List<Long> attempts = new CopyOnWriteArrayList<>();
    private volatile String answer = "";
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::refuse, "refusing");
        thread.setDaemon(true);
        thread.start();
    }

    private void refuse() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                attempts.add(System.nanoTime());
                client.getInputStream().read(new byte[4096]);
                client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().flush();
                client.getInputStream().read(); // Until the client has had enough.
            } catch (IOException e) {
                // The end of the test, or of a client.
            }
        }
    }

    @AfterEach
    void close() throws InterruptedException, IOException {
        feed.close();
        server.close();
    }

    /** A program that ended meanwhile would be started again by its supervisor, into the ban. */
    @Test
    void leavesTheExchangeAloneForAsLongAsItAsksForAndDoesNotGiveUp() {
        answer = "HTTP/1.1 418 I'm a teapot\r\nServer: x\r\nretry-after: 1\r\n\r\n";
        start(Duration.ofMillis(300));
        await().until(() -> attempts.size() == 3);

        assertThat(attempts.get(1) - attempts.get(0))
                .isGreaterThanOrEqualTo(Duration.ofMillis(990).toNanos());
        assertThat(attempts.get(2) - attempts.get(1))
                .as("doubled, as with REST")
                .isGreaterThanOrEqualTo(Duration.ofMillis(1_990).toNanos());
        assertThat(feed.stops).isEmpty();
        assertThat(feed.budget.resting())
                .hasValueSatisfying(rest -> assertThat(rest).endsWith("with HTTP 418"));
    }

    @Test
    void restsForAMinuteWhereNothingIsSaidOfHowLong() {
        answer = "HTTP/1.1 429 Too Many Requests\r\n\r\n";
        start(PATIENT);
        await().until(() -> !feed.budget.rest().isZero());

        assertThat(feed.budget.rest()).isGreaterThan(Duration.ofSeconds(50));
    }

    @Test
    void waitsForTheRestThatRestWasAskedFor() {
        feed.budget.refused(429, Optional.of("2"));
        start(Duration.ofMillis(300));

        await().during(Duration.ofSeconds(1)).until(attempts::isEmpty);
        await().until(() -> !attempts.isEmpty());
        assertThat(feed.stops).isEmpty();
    }

    @Test
    void anyOtherRefusalEndsTheStartAtItsDeadline() {
        answer = "HTTP/1.1 404 Not Found\r\nRetry-After: 60\r\n\r\n";
        start(Duration.ofMillis(300));
        await().until(() -> !feed.stops.isEmpty());

        assertThat(feed.stops.get(0)).hasMessageContainingAll("404", "gave up");
        assertThat(feed.budget.resting()).isEmpty();
    }

    private void start(Duration deadline) {
        feed.startedWithin(deadline, Duration.ofMillis(1));
        URI url = URI.create("ws://localhost:" + server.getLocalPort());
        feed.start(url, PATIENT, List.of("BTCUSDT"), feed.klines::add);
    }
}
