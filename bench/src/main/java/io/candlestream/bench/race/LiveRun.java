package io.candlestream.bench.race;

import io.candlestream.bench.load.Load;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.server.BenchServers;
import io.candlestream.bench.trial.Plan;
import io.candlestream.producer.kline.Kline;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ConsumerReading;
import io.candlestream.sandbox.server.ConsumerWatch;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Wait;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The consumer at work under a steady load that goes on until it is closed.
 *
 * @param <L> who hears of every update that the topic holds
 */
final class LiveRun<L extends Consumer<Kline>> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(60);

    private final BenchServers servers;
    private final Map<String, String> topic;
    private final Pipeline pipeline;
    private final int perSecond;
    private final L listener;
    private final Load load;
    private final CompletableFuture<Void> loading;
    private ConsumerWatch watch;
    private ChildJvm consumer;

    /** @param listening makes the listener for a new table */
    LiveRun(BenchServers servers, int perSecond, Function<Pipeline, L> listening) {
        this.servers = servers;
        this.topic = servers.newTopic();
        this.pipeline = servers.newTable(topic);
        this.perSecond = perSecond;
        this.listener = listening.apply(pipeline);
        servers.settle();
        this.watch = new ConsumerWatch(pipeline);
        this.consumer = pipeline.consumer(line -> {});
        this.load = new Load(Workload.updated(Plan.ASSETS, Plan.UPDATES), topic, listener);
        this.loading = CompletableFuture.runAsync(() -> load.run(perSecond, Long.MAX_VALUE / 4));
    }

    /** Returns when the consumer has run {@code count} batches and each of the newest read less than a second's updates. */
    void awaitSteady(int count) {
        AtomicReference<ConsumerReading> before = new AtomicReference<>(watch.look());
        boolean steady = Wait.until(PATIENCE, POLL, () -> {
            ConsumerReading now = watch.look();
            ConsumerReading last = before.getAndSet(now);
            long batches = now.batches() - last.batches();
            return now.batches() >= count && batches > 0 && now.records() - last.records() < batches * perSecond;
        });
        if (!steady) {
            throw new IllegalStateException("The consumer does not keep " + perSecond + " updates a second: read "
                    + watch.look().records() + " of " + load.delivered() + "; its last lines:\n" + consumer.tail());
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

    /** Who was made to listen. */
    L listener() {
        return listener;
    }

    /** Topic and table. */
    Pipeline pipeline() {
        return pipeline;
    }

    @Override
    public void close() {
        load.stop();
        try {
            loading.join();
            consumer.stop(STOP_DEADLINE);
        } finally {
            load.close();
            consumer.close();
            servers.drop(pipeline);
            servers.drop(topic);
        }
    }
}
