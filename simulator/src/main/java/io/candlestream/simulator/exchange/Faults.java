package io.candlestream.simulator.exchange;

import java.time.Duration;
import java.util.function.LongSupplier;

/** What can be made to go wrong on the {@link Exchange} while it runs; the truth stays the truth. Any thread may ask. */
public final class Faults {
    private final StreamServer streams;
    private final SocketFaults sockets;
    private final FrameFaults<?> frames;
    private final RestFaults rest;
    private final LongSupplier clock;

    /**
     * @param frames of one channel
     * @param clock the simulated time, epoch milliseconds
     */
    Faults(StreamServer streams, FrameFaults<?> frames, RestFaults rest, LongSupplier clock) {
        this.streams = streams;
        this.sockets = streams.socketFaults();
        this.frames = frames;
        this.rest = rest;
        this.clock = clock;
    }

    /** Ends every connection with a TCP reset. */
    public void reset() {
        sockets.reset();
    }

    /** Ends every connection by the closing handshake. */
    public void close(int code, String reason) {
        sockets.close(code, reason);
    }

    /** Sends nothing more and answers nothing, with every connection open, until {@link #clear}. */
    public void stall() {
        sockets.stall();
    }

    /** Forgets every connection without a message, as a machine does that was switched off; new ones are served. */
    public void halfOpen() {
        sockets.forget();
    }

    /** Ends each connection that is older than {@code lifetime}, at the next ping, until {@link #clear}; else 24 h. */
    public void lifetime(Duration lifetime) {
        sockets.lifetime(lifetime);
    }

    /** Announces the server's shutdown and ends the connections of that moment after {@code lead}. */
    public void shutDown(Duration lead) {
        sockets.announceShutdown(clock.getAsLong());
        streams.closeLater(lead);
    }

    /** Takes no new connection until {@link #clear}. */
    public void refuse() {
        sockets.refuse();
    }

    /** Lets the next update that it can hit suffer {@code fault}. */
    public void frame(FrameFault fault) {
        frames.add(fault);
    }

    /** How many frame faults still wait for an update, or hold one back. */
    public int framesPending() {
        return frames.pending();
    }

    /** How long a {@link FrameFault#BIG} message is from now on; 64 MB at first. */
    public void bigFrames(int bytes) {
        frames.bigBytes(bytes);
    }

    /** Lets every REST request meet {@code fault} until {@link #clear}. */
    public void rest(RestFault fault) {
        rest.set(fault);
    }

    /** How many REST requests have met a fault. */
    public long restRefused() {
        return rest.refused();
    }

    /** Ends every fault that lasts. */
    public void clear() {
        sockets.clear();
        rest.clear();
    }
}
