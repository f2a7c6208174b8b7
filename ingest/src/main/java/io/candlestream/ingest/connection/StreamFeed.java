package io.candlestream.ingest.connection;

import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The live events of all streams: owns the connections, and the one thread on which they decide. */
public final class StreamFeed implements AutoCloseable {
    private final EventLoop loop;
    private final List<StreamConnection> connections;
    private final Duration tick;
    private volatile long lastTick = System.nanoTime();

    /**
     * @param budget knows when the exchange refuses requests, of this address and not of REST alone
     * @param stop hears why the program cannot go on
     */
    public StreamFeed(
            ConnectionSettings settings,
            VenueProtocol protocol,
            RequestWeightLimiter budget,
            List<? extends FeedStream<?>> streams,
            ProducerMetrics metrics,
            Consumer<FatalException> stop) {
        this.loop = new EventLoop(settings.connectGap(), stop);
        this.connections = SubscriptionPlan.of(streams, protocol).stream()
                .map(plan -> new StreamConnection(settings, protocol, plan, budget, metrics, stop, loop))
                .toList();
        Duration tenth = settings.longestSilence().dividedBy(10);
        this.tick = tenth.compareTo(Duration.ofSeconds(1)) < 0 ? tenth : Duration.ofSeconds(1);
    }

    /** Begins to connect; returns at once. */
    public void start() {
        connections.forEach(StreamConnection::start);
        loop.every(tick, () -> {
            lastTick = System.nanoTime();
            connections.forEach(StreamConnection::watch);
        });
    }

    /** How many connections deliver at the moment. */
    public long delivering() {
        return connections.stream().filter(StreamConnection::delivers).count();
    }

    /** That some connections do not deliver; empty when all do. */
    public Optional<String> trouble() {
        long delivering = delivering();
        if (delivering == connections.size()) {
            return Optional.empty();
        }
        return Optional.of(
                delivering == 0
                        ? "no connection to the exchange delivers"
                        : delivering + " of " + connections.size() + " connections to the exchange deliver");
    }

    /** How long the connections have not been looked after: about a second, unless their thread is stuck. */
    public Duration unattended() {
        return Duration.ofNanos(System.nanoTime() - lastTick);
    }

    /** Hands no further event on and drops the sockets. */
    @Override
    public void close() {
        connections.forEach(StreamConnection::close);
        loop.shutdown();
    }
}
