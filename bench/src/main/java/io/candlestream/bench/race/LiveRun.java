package io.candlestream.bench.race;

import io.candlestream.bench.load.BenchStream;
import io.candlestream.bench.load.Load;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.measure.ProcessTree;
import io.candlestream.bench.server.BenchServers;
import io.candlestream.bench.server.BenchStore;
import io.candlestream.ingest.channel.Event;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ConsumerReading;
import io.candlestream.sandbox.server.ConsumerWatch;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The consumer at work under steady loads that go on until it is closed. */
final class LiveRun implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(60);

    private final BenchServers servers;
    private final BenchStore store;
    private final Map<String, String> topics;
    private final Pipeline pipeline;
    private final List<Running> loads = new ArrayList<>();
    private ConsumerWatch watch;
    private ChildJvm consumer;

    private record Running(Load<?> load, int perSecond, CompletableFuture<Void> end) {}

    /** Starts the consumer, which reads {@code stream} and the klines, and writes them into {@code store}. */
    LiveRun(BenchServers servers, BenchStore store, BenchStream stream) {
        this.servers = servers;
        this.store = store;
        this.topics = servers.newTopics(stream);
        this.pipeline = store.newTables(topics);
        store.settle();
        this.watch = new ConsumerWatch(pipeline);
        this.consumer = pipeline.consumer(line -> {});
    }

    /** Begins a load; {@code listener} hears of every event that the topic holds, on Kafka's thread. */
    <E extends Event> void load(Workload<E> workload, int perSecond, Consumer<E> listener) {
        Load<E> load = new Load<>(workload, topics, listener);
        loads.add(new Running(
                load, perSecond, CompletableFuture.runAsync(() -> load.run(perSecond, Long.MAX_VALUE / 4))));
    }

    /** Returns when the consumer has run {@code count} batches and the newest read less than a second's events each. */
    void awaitSteady(int count) {
        int perSecond = loads.stream().mapToInt(Running::perSecond).sum();
        AtomicReference<ConsumerReading> before = new AtomicReference<>(watch.look());
        boolean steady = Wait.until(PATIENCE, POLL, () -> {
            ConsumerReading now = watch.look();
            ConsumerReading last = before.getAndSet(now);
            long batches = now.batches() - last.batches();
            return now.batches() >= count && batches > 0 && now.records() - last.records() < batches * perSecond;
        });
        if (!steady) {
            long delivered = loads.stream()
                    .mapToLong(running -> running.load().delivered())
                    .sum();
            throw new IllegalStateException("The consumer does not keep " + perSecond + " events a second: read "
                    + watch.look().records() + " of " + delivered + "; its last lines:\n" + consumer.tail());
        }
    }

    /** Kills the consumer and starts it again at once, as a supervisor would. */
    void killConsumer() {
        consumer.kill();
        watch = new ConsumerWatch(pipeline);
        consumer = pipeline.consumer(line -> {});
    }

    /** The consumer's figures since its start. */
    ConsumerReading look() {
        return watch.look();
    }

    ProcessTree process() {
        return new ProcessTree(consumer.pid());
    }

    Pipeline pipeline() {
        return pipeline;
    }

    @Override
    public void close() {
        loads.forEach(running -> running.load().stop());
        try {
            loads.forEach(running -> running.end().join());
            consumer.stop(STOP_DEADLINE);
        } finally {
            loads.forEach(running -> running.load().close());
            consumer.close();
            store.drop(pipeline);
            servers.drop(topics);
        }
    }
}
