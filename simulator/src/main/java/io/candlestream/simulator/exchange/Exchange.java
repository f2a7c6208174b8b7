package io.candlestream.simulator.exchange;

import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.Truth;
import io.candlestream.simulator.market.Update;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/**
 * The simulated exchange: {@link #start} listens, {@link #open} plays the market at a pace, {@link #stop} ends it, and
 * {@link #truth} knows what was said. Every update is noted there before it is sent, whether or not anybody listens.
 */
public final class Exchange implements AutoCloseable {
    /** An update is played this much early rather than waking up for each alone. */
    private static final Duration SLACK = Duration.ofNanos(500_000);

    private static final Duration LONGEST_NAP = Duration.ofMillis(10);

    private final Market market;
    private final Pace pace;
    private final Options options;
    private final Truth truth;
    private final StreamServer streams;
    private final RestServer rest;
    private final Faults faults;
    private final CompletableFuture<Truth> finished = new CompletableFuture<>();
    private Optional<Thread> player = Optional.empty();
    private volatile boolean opened;
    private volatile boolean stopped;
    private volatile long played;
    private volatile long unsaid;
    private int streamPort;
    private int restPort;

    /** An exchange with the real one's limits on free ports. */
    public Exchange(Market market, Pace pace) {
        this(market, pace, Options.defaults());
    }

    public Exchange(Market market, Pace pace, Options options) {
        this.market = market;
        this.pace = pace;
        this.options = options;
        this.truth = new Truth(market.interval());
        this.streams = new StreamServer(market, options);
        this.rest = new RestServer(market, truth, this::now, options);
        this.faults = new Faults(streams, rest.faults(), this::now);
    }

    /**
     * Begins to listen; the market still stands still.
     *
     * @throws IllegalArgumentException when the market has nothing to play
     */
    public void start() {
        Iterator<Update> updates = market.updates();
        if (!updates.hasNext()) {
            throw new IllegalArgumentException("Cannot play the market of " + market.symbols() + ": no candles in it");
        }
        Update first = updates.next();
        played = first.eventTime();
        unsaid = first.earliestClose();
        player = Optional.of(StreamServer.daemon(() -> play(first, updates), "exchange-market"));
        streamPort = streams.listen();
        restPort = rest.listen();
    }

    /** Waits until somebody listens to each of {@code names}; the names that nobody does after {@code longest}. */
    public Set<String> awaitSubscriptions(Set<String> names, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        Set<String> missing = new LinkedHashSet<>(names);
        missing.removeAll(streams.streams());
        while (!missing.isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LONGEST_NAP.toNanos());
            missing.removeAll(streams.streams());
        }
        return missing;
    }

    /** Whether somebody listens to the stream of every symbol. */
    public boolean hasListener() {
        return streams.streams().containsAll(streams.names());
    }

    /** Lets the market run, on a thread of its own. */
    public void open() {
        Thread thread = player.orElseThrow(() -> new IllegalStateException("Cannot open: start comes first"));
        pace.start(played);
        opened = true;
        thread.start();
    }

    /** Ends the market at the next update and waits until all that was made has been written to the network. */
    public void stop() {
        stopped = true;
        player.ifPresent(LockSupport::unpark);
        if (opened) {
            finished.handle((done, error) -> done).join();
        }
    }

    /** Done when the market has been played or stopped, and all is written; fails when the market could not be read. */
    public CompletableFuture<Truth> finished() {
        return finished.copy();
    }

    /** What the exchange has said so far. */
    public Truth truth() {
        return truth;
    }

    /** The symbols traded. */
    public List<String> symbols() {
        return market.symbols();
    }

    /** What can be made to go wrong. */
    public Faults faults() {
        return faults;
    }

    /** The address of the socket, without {@code /ws} or {@code /stream}. */
    public URI streamUrl() {
        return URI.create((options.tls().isPresent() ? "wss" : "ws") + "://localhost:" + streamPort);
    }

    /** The address of REST, without {@code /api}. */
    public URI restUrl() {
        return URI.create((options.tls().isPresent() ? "https" : "http") + "://localhost:" + restPort);
    }

    /** Cuts all connections and ends; what was not yet written is lost. */
    @Override
    public void close() {
        stopped = true;
        player.ifPresent(LockSupport::unpark);
        streams.close();
        rest.close();
    }

    /**
     * The market's time in epoch milliseconds: that of its first update until it opens, of its last when it has ended. When
     * a busy machine or a slow reader holds the market up it waits too: no candle is over before its last word.
     */
    public long now() {
        return opened && !stopped && !finished.isDone() ? Math.min(Math.max(played, pace.now()), unsaid) : played;
    }

    private void play(Update first, Iterator<Update> updates) {
        try {
            Update update = first;
            while (awaitDue(update)) {
                say(update);
                if (!updates.hasNext()) {
                    break;
                }
                update = updates.next();
                unsaid = update.earliestClose();
            }
            drain();
            finished.complete(truth);
        } catch (RuntimeException | Error e) {
            finished.completeExceptionally(e);
        }
    }

    /** Waits until {@code update} is due; false when the market was stopped before. */
    private boolean awaitDue(Update update) {
        Duration left = pace.until(update.eventTime());
        while (!stopped && left.compareTo(SLACK) > 0) {
            streams.flush();
            LockSupport.parkNanos(Math.min(left.toNanos(), LONGEST_NAP.toNanos()));
            left = pace.until(update.eventTime());
        }
        return !stopped;
    }

    private void say(Update update) {
        truth.record(update);
        played = update.eventTime();
        streams.send(update);
    }

    private void drain() {
        while (streams.pending()) {
            streams.flush();
            LockSupport.parkNanos(SLACK.toNanos());
        }
    }

    /**
     * How the exchange listens.
     *
     * @param address of the machine, at which it listens
     * @param streamPort 0 for a free one, as with {@code restPort}
     * @param pingEvery how often each connection is pinged
     * @param pongTimeout after how long without an answer it is closed
     * @param queuedRuns how many runs of some 16 KB wait for a slow client before the market waits for it too
     * @param tls speaks {@code wss} and {@code https} when present
     */
    public record Options(
            InetAddress address,
            int streamPort,
            int restPort,
            Duration pingEvery,
            Duration pongTimeout,
            int queuedRuns,
            Optional<SSLContext> tls) {
        /** Free ports of the loopback, no TLS, and the exchange's own times. Source: binance-api.md section 1. */
        public static Options defaults() {
            return new Options(
                    InetAddress.getLoopbackAddress(),
                    0,
                    0,
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(1),
                    64,
                    Optional.empty());
        }

        /** These, with TLS by {@code context}. */
        public Options with(SSLContext context) {
            return new Options(address, streamPort, restPort, pingEvery, pongTimeout, queuedRuns, Optional.of(context));
        }

        /** These, at another address of the machine. */
        public Options at(InetAddress other) {
            return new Options(other, streamPort, restPort, pingEvery, pongTimeout, queuedRuns, tls);
        }

        /** These, on the given ports. */
        public Options onPorts(int stream, int api) {
            return new Options(address, stream, api, pingEvery, pongTimeout, queuedRuns, tls);
        }

        /** These, with other times for pings. */
        public Options pinging(Duration every, Duration timeout) {
            return new Options(address, streamPort, restPort, every, timeout, queuedRuns, tls);
        }
    }
}
