package io.candlestream.ingest.connection;

import io.candlestream.runtime.program.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;

/**
 * One socket to the exchange, from connecting to its end; a {@link StreamConnection} replaces it by a new one.
 *
 * <p>The library answers the server's pings with their payload by itself. Its own regular pings are switched off: they would count
 * against the exchange's limit of 5 messages a second, and the server's pings tell as much.
 */
final class StreamSocket extends WebSocketClient {
    private final StreamConnection connection;
    private volatile long lastSign = System.nanoTime();
    private volatile boolean handling;
    private volatile Optional<Exception> error = Optional.empty();

    StreamSocket(URI uri, ConnectionSettings settings, StreamConnection connection) {
        super(
                uri,
                new HandshakeDraft(settings.maxFrame(), connection::handshakeRefused),
                Map.of(),
                Math.toIntExact(settings.connectTimeout().toMillis()));
        this.connection = connection;
        setConnectionLostTimeout(0);
        setTcpNoDelay(true);
        setDaemon(true);
        if (uri.getScheme().equals("wss")) {
            setSocketFactory(settings.tls().getSocketFactory());
        }
    }

    /**
     * How long nothing has come. A message that is still being handled counts as a sign of life: the broker holds us up
     * then, not the exchange.
     */
    Duration silence() {
        return handling ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastSign);
    }

    /** Whether a message is being handled at the moment. */
    boolean isHandling() {
        return handling;
    }

    /** Sends a control message; one that has ended meanwhile sends nothing. */
    void say(String message) {
        try {
            send(message);
        } catch (WebsocketNotConnectedException e) {
            // Its end is reported by itself.
        }
    }

    /** Asks for a sign behind all that the server has sent so far; false when it has ended, and all of it was read. */
    boolean ping() {
        try {
            sendPing();
            return true;
        } catch (WebsocketNotConnectedException e) {
            return false;
        }
    }

    /** Ends the socket without the closing handshake, which a dead server would not answer. Does not block. */
    void drop() {
        // Closing a TLS socket can wait for a writer that is stuck, so not on the caller's thread.
        Thread closer = new Thread(this::closeHard, "drop-socket");
        closer.setDaemon(true);
        closer.start();
    }

    private void closeHard() {
        closeConnection(CloseFrame.ABNORMAL_CLOSE, "dropped");
        Optional<Socket> socket = Optional.ofNullable(getSocket());
        try {
            if (socket.isPresent()) {
                socket.get().close();
            }
        } catch (IOException e) {
            // The socket is given up in any case.
        }
    }

    /**
     * Ends the TLS handshake before the library's reader and writer share the socket: when it fails, only one of them learns
     * why, and the other may be the first to report the end.
     */
    @Override
    protected void onSetSSLParameters(SSLParameters parameters) {
        super.onSetSSLParameters(parameters);
        if (getSocket() instanceof SSLSocket socket) {
            socket.setSSLParameters(parameters);
            try {
                socket.startHandshake();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
        signOfLife();
        connection.opened(this);
    }

    @Override
    public void onWebsocketPing(WebSocket socket, Framedata ping) {
        signOfLife();
        super.onWebsocketPing(socket, ping);
    }

    @Override
    public void onWebsocketPong(WebSocket socket, Framedata pong) {
        signOfLife();
        connection.ponged(this);
    }

    @Override
    public void onMessage(String text) {
        handling = true;
        try {
            connection.text(this, text);
        } catch (Error e) { // which the library would take for a broken connection
            throw Program.end(e);
        } finally {
            signOfLife();
            handling = false;
        }
    }

    @Override
    public void onMessage(ByteBuffer bytes) {
        signOfLife();
        connection.binary(this, bytes.remaining());
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
        String words = reason == null || reason.isBlank() ? "the connection ended" : reason;
        String why = error.map(e -> e.getClass().getSimpleName() + ": " + e.getMessage())
                .orElse(words);
        if (error.filter(Authority::isDistrust).isPresent()) {
            connection.distrusted(this, why);
        } else {
            connection.closed(this, code, why);
        }
    }

    @Override
    public void onError(Exception e) {
        error = Optional.of(e instanceof UncheckedIOException io ? io.getCause() : e);
    }

    private void signOfLife() {
        lastSign = System.nanoTime();
    }
}
