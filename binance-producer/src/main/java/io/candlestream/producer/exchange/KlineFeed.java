package io.candlestream.producer.exchange;

import io.candlestream.producer.frame.FrameParser;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** The live klines of all symbols: owns the connections, and the one thread on which they decide. */
public final class KlineFeed implements AutoCloseable {
    private final Clock clock;
    private final List<KlineConnection> connections;
    private final Duration tick;
    private volatile long lastTick = System.nanoTime();

    /**
     * @param sinks makes the taker of each connection's klines
     * @param stop hears why the program cannot go on
     */
    public KlineFeed(
            ExchangeSettings settings,
            List<StreamPlan> plans,
            Function<StreamPlan, KlineSink> sinks,
            ProducerMetrics metrics,
            Consumer<FatalException> stop) {
        this.clock = new Clock(settings.connectGap(), stop);
        this.connections = plans.stream()
                .map(plan -> new KlineConnection(
                        settings,
                        plan,
                        new FrameIntake(plan, new FrameParser(settings.maxFrame()), sinks.apply(plan), metrics),
                        metrics,
                        stop,
                        clock))
                .toList();
        Duration tenth = settings.longestSilence().dividedBy(10);
        this.tick = tenth.compareTo(Duration.ofSeconds(1)) < 0 ? tenth : Duration.ofSeconds(1);
    }

    /** Begins to connect; returns at once. */
    public void start() {
        connections.forEach(KlineConnection::start);
        clock.every(tick, () -> {
            lastTick = System.nanoTime();
            connections.forEach(KlineConnection::watch);
        });
    }

    /** How many connections deliver at the moment. */
    public long delivering() {
        return connections.stream().filter(KlineConnection::delivers).count();
    }

    /** How long the connections have not been looked after: about a second, unless their thread is stuck. */
    public Duration unattended() {
        return Duration.ofNanos(System.nanoTime() - lastTick);
    }

    /** Hands no further kline on and drops the sockets. */
    @Override
    public void close() {
        connections.forEach(KlineConnection::close);
        clock.executor.shutdown();
    }

    /** The thread of the connections' decisions; a task that fails stops the program instead of vanishing. */
    @SuppressWarnings("FutureReturnValueIgnored") // guarded() hears of every failure.
    static final class Clock {
        private final ScheduledThreadPoolExecutor executor =
                // A socket can still report its end after the feed was closed; nobody has to hear of it.
                new ScheduledThreadPoolExecutor(1, Clock::thread, new ThreadPoolExecutor.DiscardPolicy());
        private final Duration connectGap;
        private final Consumer<FatalException> stop;
        private long nextConnect = System.nanoTime();

        Clock(Duration connectGap, Consumer<FatalException> stop) {
            this.connectGap = connectGap;
            this.stop = stop;
        }

        private static Thread thread(Runnable task) {
            Thread thread = new Thread(task, "kline-feed");
            thread.setDaemon(true);
            return thread;
        }

        void soon(Runnable task) {
            later(Duration.ZERO, task);
        }

        void later(Duration delay, Runnable task) {
            executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        }

        void every(Duration period, Runnable task) {
            executor.scheduleAtFixedRate(guarded(task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
        }

        /**
         * Runs {@code attempt} after {@code delay}, and later where the attempts of all connections would come too close:
         * the exchange allows 300 in 5 minutes.
         */
        void connectLater(Duration delay, Runnable attempt) {
            later(delay, () -> {
                long now = System.nanoTime();
                long slot = Math.max(now, nextConnect);
                nextConnect = slot + connectGap.toNanos();
                later(Duration.ofNanos(slot - now), attempt);
            });
        }

        private Runnable guarded(Runnable task) {
            return Program.ending(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    stop.accept(new FatalException("Cannot keep the connections to the exchange: " + e, e));
                }
            });
        }
    }
}
