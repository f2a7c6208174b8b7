package io.candlestream.simulator.exchange;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.java_websocket.framing.CloseFrame;

/** What goes wrong with the {@link Connection}s of a {@link StreamServer}; any thread may ask for it. */
final class SocketFaults {
    /** Source: binance-api.md section 1. */
    private static final Duration LIFETIME = Duration.ofHours(24);

    private final Set<Connection> connections;
    private volatile boolean stalled;
    private volatile boolean refusing;
    private volatile Duration lifetime = LIFETIME;

    SocketFaults(Set<Connection> connections) {
        this.connections = connections;
    }

    void reset() {
        connections.forEach(Connection::reset);
    }

    void close(int code, String reason) {
        connections.forEach(connection -> connection.close(code, reason));
    }

    void stall() {
        stalled = true;
        connections.forEach(Connection::fallSilent);
    }

    /** Forgets the connections: whatever their clients send from now on, nobody is there. */
    void forget() {
        List<Connection> forgotten = List.copyOf(connections);
        forgotten.forEach(Connection::fallSilent);
        connections.removeAll(forgotten);
    }

    void announceShutdown(long eventTime) {
        connections.forEach(connection -> connection.announceShutdown(eventTime));
    }

    void refuse() {
        refusing = true;
    }

    void lifetime(Duration longest) {
        lifetime = longest;
    }

    void clear() {
        stalled = false;
        refusing = false;
        lifetime = LIFETIME;
        connections.forEach(Connection::speakAgain);
    }

    boolean refusing() {
        return refusing;
    }

    /** A connection that comes while the server stalls finds it so. */
    void met(Connection connection) {
        if (stalled) {
            connection.fallSilent();
        }
    }

    /** Ends a connection that is older than the exchange lets it become. */
    void age(Connection connection, long nanos) {
        if (connection.age(nanos).compareTo(lifetime) >= 0) {
            connection.close(CloseFrame.GOING_AWAY, "");
        }
    }
}
