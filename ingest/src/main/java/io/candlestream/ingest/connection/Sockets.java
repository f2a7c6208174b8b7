package io.candlestream.ingest.connection;

import java.time.Duration;
import java.util.Optional;

/**
 * The sockets of one connection: the current one, and while it is renewed the one before it, which goes on until the new
 * one delivers. On the event loop's thread only, but for {@link #overlap}.
 */
final class Sockets {
    private Optional<StreamSocket> current = Optional.empty();
    private Optional<StreamSocket> retired = Optional.empty();
    private volatile boolean overlap;

    void open(StreamSocket socket) {
        current = Optional.of(socket);
        socket.connect();
    }

    boolean isCurrent(StreamSocket socket) {
        return current.filter(s -> s == socket).isPresent();
    }

    /** The current socket when nothing has come by it for longer than {@code longest}. */
    Optional<StreamSocket> silentFor(Duration longest) {
        return current.filter(socket -> socket.silence().compareTo(longest) > 0);
    }

    /** Lets the current socket go on until {@link #dropRetired}, while another takes its place. */
    void retire() {
        dropRetired();
        retired = current;
        current = Optional.empty();
        overlap = retired.isPresent();
    }

    /** Whether a retired socket may still deliver. Any thread may ask. */
    boolean overlap() {
        return overlap;
    }

    void dropRetired() {
        retired.ifPresent(StreamSocket::drop);
        retired = Optional.empty();
        overlap = false;
    }

    void dropCurrent() {
        current.ifPresent(StreamSocket::drop);
        current = Optional.empty();
    }
}
