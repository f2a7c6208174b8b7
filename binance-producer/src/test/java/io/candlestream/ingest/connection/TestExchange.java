package io.candlestream.ingest.connection;

import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** A real WebSocket server that answers subscriptions as a test tells it to. */
public final class TestExchange extends WebSocketServer {
    /** Answers a request by its id. */
    interface Manners {
        Optional<String> answer(String id);
    }

    static final Manners POLITE = id -> Optional.of("{\"result\":null,\"id\":" + id + "}");
    static final Manners MUTE = id -> Optional.empty();

    final List<WebSocket> opened = new CopyOnWriteArrayList<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<Long> requestNanos = new CopyOnWriteArrayList<>();
    private final Manners manners;
    private volatile boolean ready;

    TestExchange(Manners manners) {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        this.manners = manners;
        setConnectionLostTimeout(0);
        setReuseAddr(true);
        setDaemon(true);
    }

    URI listen() {
        start();
        await().until(() -> ready);
        return URI.create("ws://localhost:" + getPort());
    }

    /** Patient settings but for the waits that a test would feel. */
    public static ConnectionSettings settings(URI streamUrl, URI restUrl, Duration startUpDeadline) {
        return settings(streamUrl, restUrl, Authority.trusting(Optional.empty()), startUpDeadline);
    }

    static ConnectionSettings settings(URI streamUrl, URI restUrl, SSLContext tls, Duration startUpDeadline) {
        return new ConnectionSettings(
                streamUrl,
                restUrl,
                tls,
                startUpDeadline,
                Duration.ofSeconds(5),
                Duration.ofMillis(1),
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                100_000,
                Duration.ofSeconds(5));
    }

    static void ping(WebSocket connection) {
        if (connection.isOpen()) {
            connection.sendPing();
        }
    }

    @Override
    public void onStart() {
        ready = true;
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {
        opened.add(connection);
    }

    @Override
    public void onMessage(WebSocket connection, String message) {
        requestNanos.add(System.nanoTime());
        requests.add(message);
        String id = message.replaceAll(".*\"id\":(\\d+).*", "$1");
        manners.answer(id).ifPresent(connection::send);
    }

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {
        // A test asks the client what became of a connection.
    }

    @Override
    public void onError(WebSocket connection, Exception e) {
        // A reset by either side is what the tests are about.
    }
}
