package io.candlestream.consumer;

import io.candlestream.consumer.batch.StopGate;
import io.candlestream.runtime.errors.RootCause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What SIGTERM does: no further batch begins, the running one is written and committed, Spark stops, exit code 0. Spark's
 * own hook would tear the session from under the batch; both hang on Hadoop's manager, which runs the higher priority
 * first.
 */
final class Shutdown implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    /** Spark's stands at 50 (SparkContext) and 40 (its hook manager). */
    private static final int PRIORITY = 100;

    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration SPARK_STOPS_WITHIN = Duration.ofSeconds(20);

    private final StopGate gate;
    private final Duration deadline;
    private volatile Optional<StreamingQuery> running = Optional.empty();

    Shutdown(StopGate gate, Duration deadline) {
        this.gate = gate;
        this.deadline = deadline;
    }

    /** From here on SIGTERM ends in {@link #run}. */
    void arm() {
        ShutdownHookManager.get()
                .addShutdownHook(
                        this, PRIORITY, deadline.plus(SPARK_STOPS_WITHIN).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The program ends by itself, with an exit code of its own. */
    void disarm() {
        if (!ShutdownHookManager.get().isShutdownInProgress()) {
            ShutdownHookManager.get().removeShutdownHook(this);
        }
    }

    void running(StreamingQuery query) {
        running = Optional.of(query);
    }

    /** The query has failed and is not yet started again. */
    void notRunning() {
        running = Optional.empty();
    }

    @Override
    public void run() {
        Runtime.getRuntime().halt(stopped() ? 0 : 1);
    }

    private boolean stopped() {
        gate.close();
        if (running.isEmpty()) {
            LOG.info("Stopped while no query ran");
            return true;
        }
        StreamingQuery query = running.get();
        try {
            if (!committed(query)) {
                LOG.error(
                        "Cannot finish the running batch within {} s: it is done again at the next start",
                        deadline.toSeconds());
                return false;
            }
            query.stop();
            query.sparkSession().stop();
            LOG.info("Stopped between two batches");
            return query.exception().isEmpty();
        } catch (InterruptedException | TimeoutException | RuntimeException e) {
            LOG.error("Cannot stop the query: {}", RootCause.message(e));
            return false;
        }
    }

    /** Waits until nothing is on its way to the table or to the checkpoint. */
    private boolean committed(StreamingQuery query) throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        while (busy(query)) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(POLL.toMillis());
        }
        return true;
    }

    private boolean busy(StreamingQuery query) {
        boolean triggerRuns = query.isActive() && query.status().isTriggerActive();
        return gate.batchInside() || (triggerRuns && !gate.batchWaiting());
    }
}
