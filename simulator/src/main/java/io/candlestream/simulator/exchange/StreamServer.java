package io.candlestream.simulator.exchange;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchange's socket: takes connections on {@code /ws} and {@code /stream}, pings them, and
 * lets every {@link ChannelPlayer} speak to the {@link Connection}s.
 *
 * <p>Source: binance-api.md sections 1 and 2.
 */
final class StreamServer extends WebSocketServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StreamServer.class);
    private static final int STOP_MILLIS = 1000;

    private final Exchange.Options options;
    private final Faults faults;
    private final Set<Connection> connections;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Timer heart = new Timer("exchange-heart", true);

    StreamServer(Exchange.Options options, Faults faults) {
        super(new InetSocketAddress(options.address(), options.streamPort()), 1, List.of(new Protocol()));
        this.options = options;
        this.faults = faults;
        this.connections = faults.connections();
        setReuseAddr(true);
        setTcpNoDelay(true);
        setDaemon(true);
        setConnectionLostTimeout(0);
        options.tls().map(DefaultSSLWebSocketServerFactory::new).ifPresent(this::setWebSocketFactory);
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Begins to listen; the port, which is a free one when 0 was asked for. */
    int listen() {
        start();
        int bound = bound();
        TimerTask beat = new TimerTask() {
            @Override
            public void run() {
                long now = System.nanoTime();
                connections.forEach(connection -> beat(connection, now));
            }
        };
        heart.schedule(beat, options.pingEvery().toMillis(), options.pingEvery().toMillis());
        return bound;
    }

    private void beat(Connection connection, long now) {
        connection.beat(now, options.pongTimeout());
        faults.age(connection, now);
    }

    private int bound() {
        try {
            return port.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "Cannot listen on port " + options.streamPort() + ": "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    void flush() {
        connections.forEach(Connection::flush);
    }

    /** Whether anything waits to be written to the network. */
    boolean pending() {
        return connections.stream().anyMatch(Connection::pending);
    }

    /** Whether any connection of this moment listens to anything. */
    boolean isHeard() {
        return connections.stream().anyMatch(Connection::listens);
    }

    /** The names that the connections of this moment listen to. */
    Set<String> streams() {
        Set<String> streams = new LinkedHashSet<>();
        connections.forEach(connection -> streams.addAll(connection.streams()));
        return streams;
    }

    @Override
    public void onStart() {
        port.complete(getPort());
    }

    /** An address that the exchange does not know is answered with 404. */
    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
            WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
        if (faults.refuses()) {
            // The library can answer with 404 alone, which stands behind this.
            faults.refusal().ifPresent(refusal -> ((WebSocketImpl) socket).outQueue.add(Protocol.refusal(refusal)));
            throw new InvalidDataException(CloseFrame.TRY_AGAIN_LATER, "no new connections");
        }
        if (Address.of(request.getResourceDescriptor()).isEmpty()) {
            throw new InvalidDataException(CloseFrame.POLICY_VALIDATION, "not a stream address");
        }
        return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake request) {
        Address address = Address.of(request.getResourceDescriptor()).orElseThrow();
        Connection connection = new Connection((WebSocketImpl) socket, address.unit());
        connection.combine(address.combined());
        connection.subscribe(address.streams());
        socket.setAttachment(connection);
        faults.serve(connection);
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
        Connection connection = socket.getAttachment();
        if (connection.arrived(System.nanoTime())) {
            connection.answer(Control.answer(message, connection));
        }
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer message) {
        onMessage(socket, "");
    }

    @Override
    public void onWebsocketPing(WebSocket socket, Framedata frame) {
        Connection connection = socket.getAttachment();
        if (connection.arrived(System.nanoTime()) && !connection.silent()) {
            super.onWebsocketPing(socket, frame);
        }
    }

    @Override
    public void onWebsocketPong(WebSocket socket, Framedata frame) {
        Connection connection = socket.getAttachment();
        connection.arrived(System.nanoTime());
        connection.ponged(frame.getPayloadData());
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
        Connection connection = socket.getAttachment();
        if (connection != null) {
            connections.remove(connection);
        }
    }

    @Override
    public void onError(WebSocket socket, Exception error) {
        if (socket == null) {
            port.completeExceptionally(error);
        }
        log.debug("A client's connection failed", error);
    }

    @Override
    public void close() {
        heart.cancel();
        try {
            stop(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
