package io.candlestream.simulator.exchange;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.java_websocket.framing.CloseFrame;

/** What can be made to go wrong on the {@link Exchange} while it runs; the truth stays the truth. Any thread may ask. */
public final class Faults {
    /** Source: binance-api.md section 1. */
    private static final Duration LIFETIME = Duration.ofHours(24);

    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final RestFaults rest = new RestFaults();
    private final List<FrameFaults<?>> frames;
    private final LongSupplier clock;
    private volatile boolean stalled;
    private volatile boolean refusing;
    private volatile Optional<RestFault.Refusal> refusal = Optional.empty();
    private final AtomicLong refused = new AtomicLong();
    private volatile Duration lifetime = LIFETIME;

    /**
     * @param frames of each channel
     * @param clock the simulated time, epoch milliseconds
     */
    Faults(List<FrameFaults<?>> frames, LongSupplier clock) {
        this.frames = List.copyOf(frames);
        this.clock = clock;
    }

    /** Ends every connection with a TCP reset. */
    public void reset() {
        connections.forEach(Connection::reset);
    }

    /** Ends every connection by the closing handshake. */
    public void close(int code, String reason) {
        connections.forEach(connection -> connection.close(code, reason));
    }

    /** Sends nothing more and answers nothing, with every connection open, until {@link #clear}. */
    public void stall() {
        stalled = true;
        connections.forEach(Connection::fallSilent);
    }

    /**
     * Forgets every connection without a message, as a machine does that was switched off: whatever their clients send from now
     * on, nobody is there. New ones are served.
     */
    public void halfOpen() {
        List<Connection> forgotten = List.copyOf(connections);
        forgotten.forEach(Connection::fallSilent);
        connections.removeAll(forgotten);
    }

    /** Ends each connection that is older than {@code longest}, at the next ping, until {@link #clear}; else 24 h. */
    public void lifetime(Duration longest) {
        lifetime = longest;
    }

    /** Announces the server's shutdown and ends the connections of that moment after {@code lead}. */
    public void shutDown(Duration lead) {
        List<Connection> doomed = List.copyOf(connections);
        doomed.forEach(connection -> connection.announceShutdown(clock.getAsLong()));
        CompletableFuture.delayedExecutor(lead.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> doomed.forEach(connection -> connection.close(CloseFrame.GOING_AWAY, "")));
    }

    /** Takes no new connection until {@link #clear}. */
    public void refuse() {
        refusing = true;
    }

    /** The same, with the status and the words with which REST refuses in {@code fault}. */
    public void refuse(RestFault fault) {
        refusal = fault.refusal();
        refuse();
    }

    /** Lets the next update of the first channel that it can hit suffer {@code fault}; of every channel, where any event can. */
    public void frame(FrameFault fault) {
        frames.stream().limit(fault.hitsAny() ? frames.size() : 1).forEach(channel -> channel.add(fault));
    }

    /** How many frame faults still wait for an update, or hold one back. */
    public int framesPending() {
        return frames.stream().mapToInt(FrameFaults::pending).sum();
    }

    /** How long a {@link FrameFault#BIG} message is from now on; 64 MB at first. */
    public void bigFrames(int bytes) {
        frames.forEach(channel -> channel.bigBytes(bytes));
    }

    /** Lets every REST request meet {@code fault} until {@link #clear}. */
    public void rest(RestFault fault) {
        rest.set(fault);
    }

    /** Lets every REST request for {@code symbol} meet {@code fault} until {@link #clear}, and no other one. */
    public void rest(RestFault fault, String symbol) {
        rest.set(fault, symbol);
    }

    /** How many REST requests have met a fault. */
    public long restRefused() {
        return rest.refused();
    }

    /** Ends every fault that lasts. */
    public void clear() {
        stalled = false;
        refusing = false;
        refusal = Optional.empty();
        lifetime = LIFETIME;
        connections.forEach(Connection::speakAgain);
        rest.clear();
    }

    /** Those that are served now. */
    Set<Connection> connections() {
        return connections;
    }

    /** What the requests of REST meet. */
    RestFaults rest() {
        return rest;
    }

    /** How many connections were refused. */
    public long refused() {
        return refused.get();
    }

    /** Whether a connection that comes now is refused, which counts it. */
    boolean refuses() {
        if (refusing) {
            refused.incrementAndGet();
        }
        return refusing;
    }

    /** What a refused connection is answered with; empty for what the server says by itself. */
    Optional<RestFault.Refusal> refusal() {
        return refusal;
    }

    /** A connection that comes while the server stalls finds it so. */
    void serve(Connection connection) {
        connections.add(connection);
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
