package io.candlestream.ingest.repair;

import io.candlestream.history.RestException;
import io.candlestream.ingest.channel.Channel;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventHistory;
import io.candlestream.ingest.channel.EventPublisher;
import io.candlestream.ingest.channel.EventSink;
import io.candlestream.ingest.channel.Gap;
import io.candlestream.ingest.channel.RepairSettings;
import io.candlestream.ingest.channel.StreamDefinition;
import io.candlestream.ingest.connection.ExchangeTime;
import io.candlestream.ingest.metrics.StreamMetrics;
import io.candlestream.ingest.metrics.StreamMetrics.Count;
import io.candlestream.ingest.publish.KafkaSettings;
import io.candlestream.ingest.publish.RecordPublisher;
import io.candlestream.ingest.publish.TopicFollower;
import io.candlestream.ingest.publish.TopicTail;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one stream for gaps, listens to what the consumer misses, and has both repaired; owns the threads on which that is
 * done. Gaps of a stream whose past nobody has are only reported.
 */
public final class GapRepair<E extends Event> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GapRepair.class);
    /** For how long what the exchange's clock said is good enough for the end of a loss. */
    private static final Duration RECENT = Duration.ofSeconds(5);

    private final RepairSettings settings;
    private final StreamDefinition<E> stream;
    private final Optional<EventHistory<E>> history;
    private final ExchangeTime time;
    private final ContinuityWatch<E> watch;
    private final SilentSymbols<E> silent;
    private final Optional<GapRepairer<E>> repairer;
    private final StartupRecovery<E> recovery;
    private final Set<String> symbols;
    private final GapRecords decoder;
    private final GapRows rows;
    private final HealedGaps healed = new HealedGaps();
    private final RepairPublisher<E> publisher;
    private final StreamMetrics metrics;
    private Optional<TopicFollower> consumersLosses = Optional.empty();
    private final Consumer<FatalException> stop;
    private final List<ContinuityWatch.Sink<E>> sinks = new ArrayList<>();
    private OptionalLong heldUpAt = OptionalLong.empty();
    /** When the end of a loss was asked for. */
    private OptionalLong askedAt = OptionalLong.empty();

    private final ScheduledThreadPoolExecutor threads =
            new ScheduledThreadPoolExecutor(5, Program.daemons("gap-repair"), new ThreadPoolExecutor.DiscardPolicy());

    /**
     * @param stream is watched
     * @param stop hears why the program cannot go on
     */
    public GapRepair(
            StreamDefinition<E> stream,
            ExchangeTime time,
            RecordPublisher publisher,
            StreamMetrics metrics,
            Consumer<FatalException> stop) {
        this.settings = stream.watched().orElseThrow();
        this.stream = stream;
        Channel<E> channel = stream.channel();
        this.time = time;
        this.metrics = metrics;
        this.stop = stop;
        EventPublisher<E> events =
                new EventPublisher<>(channel.encoder(stream.schema()), stream.topic(), publisher, metrics::published);
        EventPublisher<GapReport> gaps =
                new EventPublisher<>(new GapRecords(channel.interval()), stream.gapTopic(), publisher, nanos -> {});
        this.rows = new GapRows(gaps::publish);
        this.publisher = new RepairPublisher<>(events::publish, rows, publisher::flush);
        this.watch = new ContinuityWatch<>(stream.symbols(), channel);
        this.silent = new SilentSymbols<>(watch, time, settings);
        this.history = channel.history(watch::latest);
        EmptyRanges empties = new EmptyRanges();
        this.repairer = history.map(past -> new GapRepairer<>(past, empties, this.publisher, metrics, settings));
        this.symbols = stream.symbolSet();
        this.decoder = new GapRecords(channel.interval());
        this.recovery = new StartupRecovery<>(stream, this::placeOf, watch, empties, repairer);
    }

    private long placeOf(long now) {
        return history.map(past -> past.start(now)).orElse(now);
    }

    /** Learns from the topics where the run before this one stopped. Comes before the first event. */
    public void resume(TopicTail tail, KafkaSettings kafka, Retry retry) {
        // Before the topic is read: what comes meanwhile may be seen twice, but not be missed.
        listenTo(TopicFollower.atEndOf(stream.gapTopic(), kafka));
        resume(GapLog.of(stream, tail), tail, retry.until("ask the exchange for its time", this::exchangeTime));
    }

    /** @param told the exchange's time, epoch milliseconds */
    void resume(GapLog past, TopicTail tail, long told) {
        rows.know(past);
        healed.know(past);
        past.requests().stream()
                .filter(request -> symbols.contains(request.symbol()))
                .forEach(this::foundAgain);
        long now = Math.min(told, watch.latest());
        if (now < told) {
            log.warn(
                    "this machine's clock is behind the exchange's, which says {}: events of topic {} up to then are"
                            + " believed",
                    Instant.ofEpochMilli(told),
                    stream.topic());
        }
        recovery.resume(past, tail, told, now);
    }

    /** Takes what the consumer asks for from {@code losses}. */
    void listenTo(TopicFollower losses) {
        consumersLosses = Optional.of(losses);
    }

    private long exchangeTime() throws UnavailableException, InterruptedException {
        try {
            return time.ask();
        } catch (RestException e) {
            throw new UnavailableException(e.getMessage(), e.rest(), e);
        }
    }

    /** What is over by the exchange's clock and by the newest update, epoch milliseconds. */
    private long asked() throws RestException, InterruptedException {
        return Math.min(time.ask(), watch.latest());
    }

    /** Stands between a connection, which carries {@code some} of the symbols, and {@code next}, and sees what passes. */
    public EventSink<E> watching(Set<String> some, EventSink<E> next) {
        ContinuityWatch.Sink<E> sink = new ContinuityWatch.Sink<>(watch, silent, some, next);
        sinks.add(sink);
        return sink;
    }

    /** Why gaps cannot be found or repaired now; empty when nothing hinders it. Any thread may ask. */
    public Optional<String> trouble() {
        return resting().or(() -> repairer.flatMap(GapRepairer::trouble));
    }

    private Optional<String> resting() {
        return history.flatMap(EventHistory::resting);
    }

    /** Begins to look for gaps and to repair them; returns at once. */
    @SuppressWarnings("FutureReturnValueIgnored") // guarded() hears of every failure.
    public void start() {
        long period = settings.period().toMillis();
        // Apart: a question waits for request weight, and gaps are found meanwhile.
        threads.scheduleWithFixedDelay(guarded(this::look), period, period, TimeUnit.MILLISECONDS);
        threads.scheduleWithFixedDelay(guarded(this::expect), period, period, TimeUnit.MILLISECONDS);
        repairer.ifPresent(one -> onceSettled(one::run));
        history.ifPresent(past -> threads.execute(guarded(() -> silent.run(past))));
        consumersLosses.ifPresent(losses -> threads.execute(guarded(() -> losses.follow(this::take))));
    }

    /** Runs {@code task} when the exchange changes no event any more that is over now. */
    @SuppressWarnings("FutureReturnValueIgnored") // guarded() hears of every failure.
    private void onceSettled(Task task) {
        threads.schedule(guarded(task), settings.afterClose().toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * The topic brings back our own reports too, a loss's among them, which are none of its requests.
     */
    private void take(byte[] record) {
        Optional<GapReport> report = decoder.decode(record);
        report.ifPresent(healed::take);
        report.filter(GapReport::isRequest)
                .map(GapReport::gap)
                .filter(gap -> symbols.contains(gap.symbol()))
                .ifPresent(this::takeRequest);
    }

    /** What the consumer asks for ends with what is over by the exchange's time. */
    private void takeRequest(Gap request) {
        foundAgain(request);
        Gap gap = request.until(placeOf(knownTime()));
        if (gap.from() < gap.to()) {
            onceSettled(() -> found(gap));
        }
    }

    /** What is older than the request and may be among what was lost. Its report comes first: what is lost then is asked for once. */
    private void foundAgain(Gap request) {
        healed.lostWith(request, System.currentTimeMillis()).forEach(this::found);
    }

    /** One answer does for many requests: who lost a topic asks for each of its symbols. */
    private long knownTime() {
        if (askedAt.isPresent() && System.nanoTime() - askedAt.getAsLong() < RECENT.toNanos()) {
            return time.now();
        }
        try {
            return time.ask();
        } catch (RestException e) {
            return time.now();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return time.now();
        } finally {
            askedAt = OptionalLong.of(System.nanoTime());
        }
    }

    private void found(Gap gap) {
        repairer.ifPresentOrElse(one -> one.add(gap), () -> {
            metrics.add(Count.GAPS);
            publisher.reports().accept(GapReport.found(gap));
        });
    }

    /** Reports what has been missing for a while; waits for no answer of the exchange, since a gap is lost until it is reported. */
    private void look() {
        if (!isHeldUp()) {
            watch.overdue(System.nanoTime() - settings.afterClose().toNanos()).forEach(this::found);
        }
    }

    /** What is missing while the broker holds a connection up, and until that has caught up, may only not be read yet. */
    private synchronized boolean isHeldUp() {
        if (sinks.stream().anyMatch(sink -> sink.heldUpFor(settings.period()))) {
            heldUpAt = OptionalLong.of(System.nanoTime());
        }
        return heldUpAt.isPresent()
                && System.nanoTime() - heldUpAt.getAsLong()
                        < settings.afterClose().toNanos();
    }

    private void expect() throws InterruptedException {
        if (isHeldUp() || resting().isPresent()) {
            return;
        }
        try {
            watch.expect(asked());
        } catch (RestException e) {
            log.debug("What the exchange's clock says is not known now", e); // Nothing could be repaired now either.
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
