package io.candlestream.producer.gap;

import io.candlestream.history.RestApi;
import io.candlestream.history.RestException;
import io.candlestream.history.RestKlines;
import io.candlestream.producer.exchange.ExchangeTime;
import io.candlestream.producer.exchange.KlineSink;
import io.candlestream.producer.exchange.ProducerMetrics;
import io.candlestream.producer.exchange.StreamPlan;
import io.candlestream.producer.gap.Gap.Cause;
import io.candlestream.producer.gap.GapReport.State;
import io.candlestream.producer.topic.KafkaSettings;
import io.candlestream.producer.topic.TopicFollower;
import io.candlestream.producer.topic.TopicTail;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the klines for gaps, listens to what the consumer misses, and has both healed; owns the threads on which that is
 * done.
 */
public final class Healing implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Healing.class);

    private final HealSettings settings;
    private final RestKlines rest;
    private final ExchangeTime time;
    private final ContinuityWatch watch;
    private final Healer healer;
    private final Resumption resumption;
    private final Set<String> symbols;
    private final GapCodec codec;
    private final Interval interval;
    private final Set<Gap> asked = new HashSet<>();
    private Optional<TopicFollower> consumersLosses = Optional.empty();
    private final Consumer<FatalException> stop;
    private final List<ContinuityWatch.Sink> sinks = new ArrayList<>();
    private OptionalLong heldUpAt = OptionalLong.empty();
    private final ScheduledThreadPoolExecutor threads =
            new ScheduledThreadPoolExecutor(3, Healing::thread, new ThreadPoolExecutor.DiscardPolicy());

    /** @param stop hears why the program cannot go on */
    public Healing(
            HealSettings settings,
            Collection<String> symbols,
            Interval interval,
            RestApi api,
            ExchangeTime time,
            TopicOutlet outlet,
            ProducerMetrics metrics,
            Consumer<FatalException> stop) {
        this.settings = settings;
        this.time = time;
        this.stop = stop;
        EmptyStretches empties = new EmptyStretches();
        this.watch = new ContinuityWatch(symbols, interval);
        this.rest = new RestKlines(api, interval, watch::latest);
        this.healer = new Healer(
                rest,
                interval,
                empties,
                watch::firstTradeId,
                watch.jumps(),
                outlet,
                metrics,
                settings.backoff(),
                settings.confirm());
        this.symbols = Set.copyOf(symbols);
        this.codec = new GapCodec(interval);
        this.interval = interval;
        this.resumption = new Resumption(settings, symbols, interval, watch, empties, healer);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "gap-healing");
        thread.setDaemon(true);
        return thread;
    }

    /** Learns from the topics where the run before this one stopped. Comes before the first kline. */
    public void resume(TopicTail tail, KafkaSettings kafka, Schema schema, Retry retry) {
        // Before the topic is read: what comes meanwhile may be seen twice, but not be missed.
        consumersLosses = Optional.of(TopicFollower.atEndOf(kafka.gapsTopic(), kafka));
        resumption.resume(tail, kafka, schema, retry.until("ask the exchange for its time", this::exchangeTime));
    }

    private long exchangeTime() throws UnavailableException, InterruptedException {
        try {
            return asked();
        } catch (RestException e) {
            throw new UnavailableException(e.getMessage(), e.rest(), e);
        }
    }

    /** What is over by the exchange's clock and by the newest update, epoch milliseconds. */
    private long asked() throws RestException, InterruptedException {
        return Math.min(time.ask(), watch.latest());
    }

    /** Stands between a connection and {@code next}, and sees what passes. */
    public KlineSink watching(StreamPlan plan, KlineSink next) {
        ContinuityWatch.Sink sink = new ContinuityWatch.Sink(watch, plan.symbols(), next);
        sinks.add(sink);
        return sink;
    }

    /** Why gaps cannot be found or healed now; empty when nothing hinders it. Any thread may ask. */
    public Optional<String> trouble() {
        return rest.resting().or(healer::trouble);
    }

    /** Begins to look for gaps and to heal them; returns at once. */
    @SuppressWarnings("FutureReturnValueIgnored") // guarded() hears of every failure.
    public void start() {
        long period = settings.period().toMillis();
        threads.scheduleWithFixedDelay(guarded(this::look), period, period, TimeUnit.MILLISECONDS);
        threads.execute(guarded(healer::run));
        consumersLosses.ifPresent(losses -> threads.execute(guarded(() -> losses.follow(this::take))));
    }

    /**
     * The topic brings back our own reports too, a loss's among them: each is taken once. What the consumer asks for ends with
     * what is over by the exchange's time.
     */
    private void take(byte[] report) {
        codec.decode(report)
                .filter(loss -> loss.state() == State.OPEN && loss.gap().cause() == Cause.LOSS)
                .map(GapReport::gap)
                .filter(gap -> symbols.contains(gap.symbol()) && asked.add(gap))
                .map(gap -> gap.until(interval.openOf(knownTime())))
                .filter(gap -> gap.from() < gap.to())
                .ifPresent(gap -> {
                    asked.add(gap);
                    healer.add(gap);
                });
    }

    private long knownTime() {
        try {
            return time.ask();
        } catch (RestException e) {
            return time.now();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return time.now();
        }
    }

    private void look() throws InterruptedException {
        if (sinks.stream().anyMatch(sink -> sink.heldUpFor(settings.period()))) {
            heldUpAt = OptionalLong.of(System.nanoTime());
        }
        // What is missing while the broker holds a connection up, and until that has caught up, may only not be read
        // yet.
        if (heldUpAt.isPresent()
                && System.nanoTime() - heldUpAt.getAsLong()
                        < settings.afterClose().toNanos()) {
            return;
        }
        watch.overdue(System.nanoTime() - settings.afterClose().toNanos()).forEach(healer::add);
        if (rest.resting().isPresent()) {
            return;
        }
        try {
            watch.expect(asked());
        } catch (RestException e) {
            log.debug("What the exchange's clock says is not known now", e); // Nothing could be healed now either.
        }
    }

    private Runnable guarded(Task task) {
        return Program.ending(() -> {
            try {
                task.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // By close().
            } catch (RuntimeException e) {
                if (!threads.isShutdown()) {
                    stop.accept(new FatalException("Cannot heal gaps: " + e, e));
                }
            }
        });
    }

    /** Gives up what waits; the next start goes on with it. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    @FunctionalInterface
    private interface Task {
        void run() throws InterruptedException;
    }
}
