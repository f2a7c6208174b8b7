package io.candlestream.ingest.connection;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The sockets of one connection: the current one, and while it is renewed the one before it. That one goes on until the new one has
 * taken over and all that it had received is read. On the event loop's thread only, but for {@link #awaitsEvent}.
 */
final class Sockets {
    private Optional<StreamSocket> current = Optional.empty();
    private Optional<StreamSocket> retired = Optional.empty();
    /** When the current one took over from the retired one, by the clock of {@link System#nanoTime}. */
    private OptionalLong takenOverAt = OptionalLong.empty();

    private volatile boolean awaitsEvent;

    void open(StreamSocket socket) {
        current = Optional.of(socket);
        socket.connect();
    }

    boolean isCurrent(StreamSocket socket) {
        return current.filter(s -> s == socket).isPresent();
    }

    boolean isRetired(StreamSocket socket) {
        return retired.filter(s -> s == socket).isPresent();
    }

    boolean hasRetired() {
        return retired.isPresent();
    }

    /** The current socket when nothing has come by it for longer than {@code longest}. */
    Optional<StreamSocket> silentFor(Duration longest) {
        return current.filter(socket -> socket.silence().compareTo(longest) > 0);
    }

    /** The retired one, likewise. */
    Optional<StreamSocket> retiredSilentFor(Duration longest) {
        return retired.filter(socket -> socket.silence().compareTo(longest) > 0);
    }

    /** Lets the current socket go on while another takes its place; where it has not taken over yet, the one before it goes on. */
    void retire() {
        if (hasRetired() && takenOverAt.isEmpty()) {
            dropCurrent();
        } else {
            dropRetired();
            retired = current;
            current = Optional.empty();
            awaitsEvent = hasRetired();
        }
    }

    /** Whether an event of the current socket can end a renewal. Any thread may ask. */
    boolean awaitsEvent() {
        return awaitsEvent;
    }

    /**
     * The current socket does the work of the retired one, which may have received what was made before and is not read yet: it ends when
     * the server's answer to a ping is read behind that.
     */
    void takeOver() {
        awaitsEvent = false;
        if (hasRetired() && takenOverAt.isEmpty()) {
            takenOverAt = OptionalLong.of(System.nanoTime());
            if (!retired.get().ping()) {
                dropRetired();
            }
        }
    }

    void answered(StreamSocket socket) {
        if (isRetired(socket) && takenOverAt.isPresent()) {
            dropRetired();
        }
    }

    /** Ends a retired socket that has not answered for {@code longest}, unless the broker holds it up. */
    void dropUnanswered(Duration longest) {
        if (takenOverAt.isPresent()
                && System.nanoTime() - takenOverAt.getAsLong() > longest.toNanos()
                && !retired.map(StreamSocket::isHandling).orElse(false)) {
            dropRetired();
        }
    }

    void dropRetired() {
        retired.ifPresent(StreamSocket::drop);
        retired = Optional.empty();
        awaitsEvent = false;
        takenOverAt = OptionalLong.empty();
    }

    /** A retired one goes on, though the current one had taken over. */
    void dropCurrent() {
        current.ifPresent(StreamSocket::drop);
        current = Optional.empty();
        awaitsEvent = hasRetired();
        takenOverAt = OptionalLong.empty();
    }
}
