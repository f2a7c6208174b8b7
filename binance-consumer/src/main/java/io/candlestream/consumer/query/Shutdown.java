package io.candlestream.consumer.query;

import io.candlestream.consumer.batch.StopGate;
import io.candlestream.runtime.errors.RootCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What SIGTERM does: no further batch begins, the running ones are written and committed, Spark stops, exit code 0. Spark's
 * own hook would tear the session from under the batches; both hang on Hadoop's manager, which runs the higher priority
 * first.
 */
public final class Shutdown implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    /** Spark's stands at 50 (SparkContext) and 40 (its hook manager). */
    private static final int PRIORITY = 100;

    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration SPARK_STOPS_WITHIN = Duration.ofSeconds(20);

    private final Duration deadline;
    private final Map<String, StopGate> gates = new ConcurrentHashMap<>();
    private final Map<String, StreamingQuery> running = new ConcurrentHashMap<>();

    /** @param deadline how long the running batches are waited for */
    public Shutdown(Duration deadline) {
        this.deadline = deadline;
    }

    /** From here on SIGTERM ends in {@link #run}. */
    public void arm() {
        ShutdownHookManager.get()
                .addShutdownHook(
                        this, PRIORITY, deadline.plus(SPARK_STOPS_WITHIN).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The program ends by itself, with an exit code of its own. */
    public void disarm() {
        if (!ShutdownHookManager.get().isShutdownInProgress()) {
            ShutdownHookManager.get().removeShutdownHook(this);
        }
    }

    /** The gate before the batches of {@code query}. */
    public StopGate gate(String query) {
        return gates.computeIfAbsent(query, name -> new StopGate());
    }

    void running(String query, StreamingQuery started) {
        running.put(query, started);
    }

    /** The query has failed and is not yet started again. */
    void notRunning(String query) {
        running.remove(query);
    }

    @Override
    public void run() {
        Runtime.getRuntime().halt(stopped() ? 0 : 1);
    }

    private boolean stopped() {
        gates.values().forEach(StopGate::close);
        if (running.isEmpty()) {
            LOG.info("Stopped while no query ran");
            return true;
        }
        List<StreamingQuery> queries = List.copyOf(running.values());
        if (!stopBetweenBatches()) {
            return false;
        }
        queries.get(0).sparkSession().stop();
        LOG.info("Stopped between two batches");
        return queries.stream().allMatch(query -> query.exception().isEmpty());
    }

    /** Lets no further batch begin and stops the queries that run, each after its batch; whether all have stopped in time. */
    public boolean stopBetweenBatches() {
        gates.values().forEach(StopGate::close);
        try {
            List<String> late = late();
            if (!late.isEmpty()) {
                LOG.error(
                        "Cannot finish the running batch within {} s: it is done again at the next start ({})",
                        deadline.toSeconds(),
                        String.join(", ", late));
                return false;
            }
            for (StreamingQuery query : running.values()) {
                query.stop();
            }
            return true;
        } catch (InterruptedException | TimeoutException | RuntimeException e) {
            LOG.error("Cannot stop the query: {}", RootCause.message(e));
            return false;
        }
    }

    /** Waits until nothing is on its way to a sink or to a checkpoint; the queries of which that cannot be said. */
    private List<String> late() throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            List<String> busy = new ArrayList<>();
            running.forEach((name, query) -> {
                if (busy(name, query)) {
                    busy.add(name);
                }
            });
            if (busy.isEmpty() || System.nanoTime() > end) {
                return busy;
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    private boolean busy(String name, StreamingQuery query) {
        StopGate gate = gate(name);
        boolean triggerRuns = query.isActive() && query.status().isTriggerActive();
        return gate.batchInside() || (triggerRuns && !gate.batchWaiting());
    }
}
