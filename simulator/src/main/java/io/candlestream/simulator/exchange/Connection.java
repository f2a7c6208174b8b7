package io.candlestream.simulator.exchange;

import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.market.MarketEvent;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WrappedByteChannel;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;

/**
 * One client on the socket: what it subscribed to, and whether it still answers. Every frame that goes out passes here.
 *
 * <p>Updates are gathered into runs of encoded frames, because a write to the network for each frame would cost more than
 * all else. {@link #send} waits while the client's queue of runs is full: nothing is dropped, nothing piles up.
 */
final class Connection {
    /** The exchange's limits. Source: binance-api.md section 1. */
    static final int MOST_STREAMS = 1024;

    private static final int MOST_MESSAGES_A_SECOND = 5;
    private static final int RUN_BYTES = 16 * 1024;
    /** How many runs wait for a slow client before the market waits for it too. */
    private static final int QUEUED_RUNS = 64;

    private static final long POLL_NANOS = 100_000;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final String PONG_TIMEOUT = "Pong timeout";

    private final WebSocketImpl socket;
    private final TimeUnit unit;
    private final StringBuilder text = new StringBuilder(512);
    private final Set<String> streams = new LinkedHashSet<>();
    private final ByteBuffer run = ByteBuffer.allocate(2 * RUN_BYTES);
    private final Queue<Long> arrivals = new ArrayDeque<>();
    private boolean combined;
    private final long openedNanos = System.nanoTime();
    private volatile boolean silent;
    private volatile Optional<Long> closed = Optional.empty();
    private volatile Optional<Long> unanswered = Optional.empty();

    Connection(WebSocketImpl socket, TimeUnit unit) {
        this.socket = socket;
        this.unit = unit;
    }

    /** Adds {@code names} unless they are too many; whether it did. */
    synchronized boolean subscribe(Collection<String> names) {
        Set<String> all = new LinkedHashSet<>(streams);
        all.addAll(names);
        return all.size() <= MOST_STREAMS && (all.size() == streams.size() || streams.addAll(names));
    }

    synchronized void unsubscribe(Collection<String> names) {
        names.forEach(streams::remove);
    }

    synchronized List<String> streams() {
        return List.copyOf(streams);
    }

    synchronized boolean listens() {
        return !streams.isEmpty();
    }

    synchronized boolean hears(String stream) {
        return streams.contains(stream);
    }

    synchronized boolean combined() {
        return combined;
    }

    synchronized void combine(boolean wrapped) {
        combined = wrapped;
    }

    /** Sends {@code event} when the client listens to {@code stream}; waits for a slow client. */
    <E extends MarketEvent> void send(String stream, SimulatedChannel<E> channel, E event) {
        while (!offer(stream, channel, event)) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private synchronized <E extends MarketEvent> boolean offer(String stream, SimulatedChannel<E> channel, E event) {
        if (silent() || !streams.contains(stream) || !socket.isOpen()) {
            return true;
        }
        if (run.position() >= RUN_BYTES) {
            flush();
            if (run.position() > 0) {
                return false;
            }
        }
        byte[] frame = frame(stream, channel, event);
        Protocol.header(run, Protocol.WHOLE_TEXT, frame.length);
        run.put(frame);
        return true;
    }

    /** The event alone, as on {@code /ws}, or in the combined stream's wrapper, as on {@code /stream}. */
    private <E extends MarketEvent> byte[] frame(String stream, SimulatedChannel<E> channel, E event) {
        text.setLength(0);
        if (combined) {
            text.append("{\"stream\":\"").append(stream).append("\",\"data\":");
        }
        channel.write(event, unit, text);
        if (combined) {
            text.append('}');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Sends a copy of {@code event} that suffers {@code fault}, behind all updates gathered so far. */
    synchronized <E extends MarketEvent> void sendSpoilt(
            String stream, SimulatedChannel<E> channel, E event, FrameFault fault, int bigBytes) {
        if (silent() || !streams.contains(stream)) {
            return;
        }
        byte[] body = fault.spoilt(frame(stream, channel, event), bigBytes);
        ByteBuffer frame = ByteBuffer.allocate(Protocol.LONGEST_HEADER + body.length);
        Protocol.header(frame, fault.head(), body.length);
        frame.put(body).flip();
        handOver();
        write(() -> socket.sendFrame(new Protocol.Run(frame)));
    }

    /** Sends what was gathered, unless the client's queue is full: then it waits for the next call. */
    synchronized void flush() {
        if (socket.outQueue.size() < QUEUED_RUNS) {
            handOver();
        }
        // Java-WebSocket can miss a wake-up that comes while its selector empties the queue, so it is given again.
        if (pending() || socket.isClosing()) {
            socket.getWebSocketListener().onWriteDemand(socket);
        }
    }

    /** Whether anything waits to be written to the network. */
    synchronized boolean pending() {
        boolean halfWritten = socket.getChannel() instanceof WrappedByteChannel channel && channel.isNeedWrite();
        return socket.isOpen() && (run.position() > 0 || !socket.outQueue.isEmpty() || halfWritten);
    }

    /** Sends {@code message} behind all updates gathered so far. */
    synchronized void answer(String message) {
        if (silent()) {
            return;
        }
        handOver();
        write(() -> socket.send(message));
    }

    private void handOver() {
        if (run.position() > 0) {
            ByteBuffer encoded = ByteBuffer.wrap(Arrays.copyOf(run.array(), run.position()));
            run.clear();
            write(() -> socket.sendFrame(new Protocol.Run(encoded)));
        }
    }

    private void write(Runnable send) {
        try {
            send.run();
        } catch (WebsocketNotConnectedException e) {
            run.clear(); // gone: what was meant for it is lost, as with the real exchange
        }
    }

    /** Counts a message of the client, be it a ping or a pong; false when it is one too many, which ends the connection. */
    boolean arrived(long nanos) {
        arrivals.add(nanos);
        boolean allowed = arrivals.size() <= MOST_MESSAGES_A_SECOND || nanos - arrivals.remove() >= SECOND_NANOS;
        if (!allowed) {
            close(CloseFrame.POLICY_VALIDATION, "Too many requests");
        }
        return allowed;
    }

    /** A pong arrived. One without payload was not asked for and keeps nothing alive. */
    void ponged(ByteBuffer payload) {
        if (payload.hasRemaining()) {
            unanswered = Optional.empty();
        }
    }

    /** Pings the client, or ends the connection when a ping or a close has gone unanswered for {@code timeout}. */
    synchronized void beat(long nanos, Duration timeout) {
        if (closing()) {
            flush();
            if (late(closed, nanos, timeout)) {
                socket.closeConnection(CloseFrame.POLICY_VALIDATION, PONG_TIMEOUT);
            }
        } else if (!silent && late(unanswered, nanos, timeout)) {
            close(CloseFrame.POLICY_VALIDATION, PONG_TIMEOUT);
        } else if (!silent) {
            unanswered = unanswered.or(() -> Optional.of(nanos));
            write(() -> socket.sendFrame(Protocol.ping(System.currentTimeMillis())));
        }
    }

    private static boolean late(Optional<Long> since, long nanos, Duration timeout) {
        return since.filter(start -> nanos - start >= timeout.toNanos()).isPresent();
    }

    Duration age(long nanos) {
        return Duration.ofNanos(nanos - openedNanos);
    }

    /** Sends and answers nothing from now on, and stays open. */
    void fallSilent() {
        silent = true;
    }

    void speakAgain() {
        unanswered = Optional.empty();
        silent = false;
    }

    /** Whether it says no more: it was made silent, or it has said that it ends. */
    boolean silent() {
        return silent || closing();
    }

    /**
     * Says that it ends, and sends nothing more. The client's answer ends it (RFC 6455 section 7.1.1): a socket that is closed
     * while a pong is underway resets the connection, and the client may never read the close.
     */
    synchronized void close(int code, String reason) {
        if (!closing()) {
            closed = Optional.of(System.nanoTime());
            handOver();
            write(() -> socket.sendFrame(Protocol.close(code, reason)));
        }
    }

    boolean closing() {
        return closed.isPresent();
    }

    /** Ends it with a TCP reset instead of an orderly end. */
    void reset() {
        try {
            SocketChannel channel = (SocketChannel) socket.getSelectionKey().channel();
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // It is closed already: there is nothing left to reset.
        }
        socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "reset");
    }

    /** Source: binance-api.md section 1. */
    synchronized void announceShutdown(long eventTime) {
        String event = "{\"e\":\"serverShutdown\",\"E\":" + eventTime + "}";
        answer(combined ? "{\"stream\":\"!serverShutdown\",\"data\":" + event + "}" : event);
    }
}
