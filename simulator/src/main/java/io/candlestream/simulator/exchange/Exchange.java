package io.candlestream.simulator.exchange;

import io.candlestream.schema.Interval;
import io.candlestream.simulator.channel.RestEndpoint;
import io.candlestream.simulator.channel.SimulatedChannel;
import io.candlestream.simulator.channel.SimulatedChannelFactory;
import io.candlestream.simulator.market.AggTradeTruth;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.TradeTruth;
import io.candlestream.simulator.market.Truth;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * The simulated exchange: {@link #start} listens, {@link #open} plays the market at a pace, {@link #stop} ends it, and
 * {@link #truth} knows what was said. Every event is noted before it is sent, whether or not anybody listens.
 */
public final class Exchange implements AutoCloseable {
    /** An update is played this much early rather than waking up for each alone. */
    private static final Duration SLACK = Duration.ofNanos(500_000);

    private static final Duration LONGEST_NAP = Duration.ofMillis(10);

    private final Market market;
    private final Playback playback;
    private final Options options;
    private final Truth truth;
    private final List<SimulatedChannel<?>> channels;
    private final Players players;
    private final Set<String> streamNames;
    private final StreamServer streams;
    private final RestServer rest;
    private final Faults faults;
    private final CompletableFuture<Truth> finished = new CompletableFuture<>();
    private Optional<Thread> thread = Optional.empty();
    private volatile boolean opened;
    private volatile boolean stopped;
    private volatile long played;
    private int streamPort;
    private int restPort;

    /** An exchange with the real one's limits on free ports. */
    public Exchange(Market market, Pace pace) {
        this(market, pace, Options.defaults());
    }

    /** @throws IllegalArgumentException when the options name a stream that there is not */
    public Exchange(Market market, Pace pace, Options options) {
        this.market = market;
        this.options = options;
        this.truth = new Truth(market.interval());
        this.channels = options.streams().stream()
                .<SimulatedChannel<?>>map(
                        stream -> SimulatedChannelFactory.of(stream).create(stream, market, truth))
                .toList();
        List<ChannelPlayer<?>> all = channels.stream()
                .<ChannelPlayer<?>>map(channel -> new ChannelPlayer<>(channel, market.symbols()))
                .toList();
        this.players = new Players(market, all);
        this.streamNames =
                all.stream().flatMap(player -> player.streams().stream()).collect(Collectors.toUnmodifiableSet());
        Map<String, RestEndpoint> endpoints = new HashMap<>();
        channels.forEach(channel -> endpoints.putAll(channel.endpoints()));
        this.faults = new Faults(
                all.stream().<FrameFaults<?>>map(ChannelPlayer::faults).toList(), this::now);
        this.streams = new StreamServer(options, faults);
        this.playback = new Playback(pace, streams::isHeard);
        this.rest = new RestServer(market.symbols(), endpoints, this::now, options, faults.rest());
    }

    /**
     * Begins to listen; the market still stands still.
     *
     * @throws IllegalArgumentException when the market or a channel has nothing to play
     */
    public void start() {
        players.begin();
        if (players.areDone()) {
            throw new IllegalArgumentException("Cannot play the market: nothing is stored behind "
                    + Instant.ofEpochMilli(market.begin().orElseThrow()) + " (an earlier moment is needed)");
        }
        played = market.begin().orElseGet(players::due);
        playback.start(played);
        thread = Optional.of(StreamServer.daemon(this::play, "exchange-market"));
        streamPort = streams.listen();
        restPort = rest.listen();
    }

    /** When the next event is due; empty behind the last one. */
    public Optional<Instant> next() {
        return players.next();
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
        return streams.streams().containsAll(streamNames);
    }

    /** Lets the market run, on a thread of its own. */
    public void open() {
        Thread market = thread.orElseThrow(() -> new IllegalStateException("Cannot open: start comes first"));
        playback.start(played);
        opened = true;
        market.start();
    }

    /** Ends the market at the next update and waits until all that was made has been written to the network. */
    public void stop() {
        stopped = true;
        thread.ifPresent(LockSupport::unpark);
        if (opened) {
            finished.handle((done, error) -> done).join();
        }
    }

    /** Done when the market has been played or stopped, and all is written; fails when the market could not be read. */
    public CompletableFuture<Truth> finished() {
        return finished.copy();
    }

    /** The candles that the exchange has told so far. */
    public Truth truth() {
        return truth;
    }

    /** The channel of this type, which knows what it has said. */
    public <C extends SimulatedChannel<?>> C channel(Class<C> type) {
        return all(type)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Cannot find a " + type.getSimpleName() + " here"));
    }

    /** Its channels of one type. */
    public <C extends SimulatedChannel<?>> List<C> channels(Class<C> type) {
        return all(type).toList();
    }

    private <T> Stream<T> all(Class<T> type) {
        return channels.stream().filter(type::isInstance).map(type::cast);
    }

    /** The trades that it has told so far, which are none where it plays no channel of trades. */
    public TradeTruth trades() {
        return all(TradeTruth.class).findFirst().orElse(symbol -> List.of());
    }

    /** The aggregate trades that it has told so far; empty where it plays no channel of them. */
    public Optional<AggTradeTruth> aggTrades() {
        return all(AggTradeTruth.class).findFirst();
    }

    /** The symbols traded. */
    public List<String> symbols() {
        return market.symbols();
    }

    /** The interval of its candles. */
    public Interval interval() {
        return market.interval();
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
        thread.ifPresent(LockSupport::unpark);
        streams.close();
        rest.close();
    }

    /**
     * The market's time in epoch milliseconds: that of its first update until it opens, of its last when it has ended. When
     * a busy machine or a slow reader holds the market up it waits too: no candle is over before its last word.
     */
    public long now() {
        boolean runs = opened && !stopped && !finished.isDone() && !players.areDone();
        return runs ? Math.min(Math.max(played, playback.now()), players.saidUntil()) : played;
    }

    private void play() {
        try {
            while (!stopped && (!players.areDone() || market.begin().isPresent())) {
                playback.sought().ifPresent(this::beginAt);
                long due = players.due();
                if (awaitDue(due)) {
                    played = due;
                    players.say(faults.connections());
                }
            }
            drain();
            finished.complete(truth);
        } catch (RuntimeException | Error e) {
            finished.completeExceptionally(e);
        }
    }

    private void beginAt(long time) {
        market.seek(time);
        players.begin();
        played = time;
        playback.arrived(time);
    }

    /** Waits until {@code eventTime} is due; false when the market was stopped, or another moment sought, before. */
    private boolean awaitDue(long eventTime) {
        Duration left = until(eventTime);
        while (!stopped && !playback.isSought() && left.compareTo(SLACK) > 0) {
            streams.flush();
            LockSupport.parkNanos(Math.min(left.toNanos(), LONGEST_NAP.toNanos()));
            left = until(eventTime);
        }
        return !stopped && !playback.isSought();
    }

    /** At no pace does the end of time come. */
    private Duration until(long eventTime) {
        Duration left = playback.until(eventTime);
        return eventTime == Long.MAX_VALUE ? LONGEST_NAP : left;
    }

    /** Lets the market stand still at full speed while nobody listens. */
    public void playOnlyHeard() {
        playback.onlyHeard();
    }

    /** Lets the market stand still. */
    public void pause() {
        playback.pause(now());
    }

    /** Lets it go on. */
    public void resume() {
        playback.resume();
    }

    /** Lets it go on by {@code length} and stand still then; all that is due by then is said at once. */
    public void step(Duration length) {
        playback.step(now(), length);
    }

    /** Plays at another pace. */
    public void pace(Pace pace) {
        playback.pace(now(), pace);
    }

    /**
     * Goes on at another moment, epoch milliseconds.
     *
     * @throws IllegalStateException when the market has only one beginning
     */
    public void seek(long time) {
        if (market.begin().isEmpty()) {
            market.seek(time);
        }
        playback.seek(time);
    }

    /** How the market goes on: {@code waiting}, {@code playing}, {@code stepping}, {@code paused} or {@code ended}. */
    public String state() {
        return playback.isSought() ? "seeking" : players.areDone() ? "ended" : playback.state();
    }

    /** How fast: milliseconds of the market in a millisecond of the wall; infinite at full speed. */
    public double speed() {
        return playback.speed();
    }

    private void drain() {
        while (streams.pending()) {
            streams.flush();
            LockSupport.parkNanos(SLACK.toNanos());
        }
    }

    /**
     * What the exchange offers, and how it listens.
     *
     * @param streams the names of those that it plays; what is wrong with the fields of frames is wrong with those of the first
     * @param address of the machine, at which it listens
     * @param streamPort 0 for a free one, as with {@code restPort}
     * @param pingEvery how often each connection is pinged
     * @param pongTimeout after how long without an answer it is closed
     * @param tls speaks {@code wss} and {@code https} when present
     */
    public record Options(
            List<String> streams,
            InetAddress address,
            int streamPort,
            int restPort,
            Duration pingEvery,
            Duration pongTimeout,
            Optional<SSLContext> tls) {
        /** The klines at free ports of the loopback, no TLS, and the exchange's own times. Source: binance-api.md section 1. */
        public static Options defaults() {
            return new Options(
                    List.of("klines"),
                    InetAddress.getLoopbackAddress(),
                    0,
                    0,
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(1),
                    Optional.empty());
        }

        /** These, with other streams. */
        public Options streams(List<String> names) {
            return new Options(names, address, streamPort, restPort, pingEvery, pongTimeout, tls);
        }

        /** These, with TLS by {@code context}. */
        public Options with(SSLContext context) {
            return new Options(streams, address, streamPort, restPort, pingEvery, pongTimeout, Optional.of(context));
        }

        /** These, at another address of the machine. */
        public Options at(InetAddress other) {
            return new Options(streams, other, streamPort, restPort, pingEvery, pongTimeout, tls);
        }

        /** These, on the given ports. */
        public Options onPorts(int stream, int api) {
            return new Options(streams, address, stream, api, pingEvery, pongTimeout, tls);
        }

        /** These, with other times for pings. */
        public Options pinging(Duration every, Duration timeout) {
            return new Options(streams, address, streamPort, restPort, every, timeout, tls);
        }
    }
}
