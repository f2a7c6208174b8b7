package io.candlestream.consumer.query;

import io.candlestream.consumer.metrics.ConsumerMetrics;
import io.candlestream.consumer.metrics.QueryHealth;
import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.settings.QuerySettings;
import io.candlestream.consumer.spark.SparkStart;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.metrics.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All queries of the program, each in a thread of its own, so that none waits for what another one waits for. */
public final class Queries {
    private static final Logger LOG = LoggerFactory.getLogger(Queries.class);

    private final List<QueryStart> starts = new ArrayList<>();
    private final Shutdown shutdown;

    /** @param health gets the health of each query */
    public Queries(ConsumerSettings settings, ConsumerMetrics metrics, Health health, Shutdown shutdown) {
        this.shutdown = shutdown;
        boolean several = settings.queries().size() > 1;
        for (QuerySettings query : settings.queries()) {
            QueryHealth ofQuery =
                    new QueryHealth(health, Optional.of(query.name()).filter(name -> several));
            query.sinks().forEach(sink -> metrics.expectRetries(query.name(), sink));
            starts.add(new QueryStart(settings, query, metrics, ofQuery, shutdown));
        }
    }

    /**
     * Returns when the queries have been stopped.
     *
     * @throws io.candlestream.runtime.settings.FatalException when one fails for good: the others are stopped after their batches
     */
    public void run(SparkConf conf, SparkStart spark, QueryCheckpoints checkpoints) throws InterruptedException {
        if (starts.size() == 1) {
            QueryStart only = starts.get(0);
            only.run(conf, spark, checkpoints.of(only.query()));
            return;
        }
        CompletionService<String> ends = new ExecutorCompletionService<>(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "query");
            thread.setDaemon(true);
            return thread;
        }));
        starts.forEach(start -> ends.submit(() -> {
            start.run(conf, spark, checkpoints.of(start.query()));
            return start.query().name();
        }));
        try {
            for (int ended = 0; ended < starts.size(); ended++) {
                LOG.info("Query {} has been stopped", ends.take().get());
            }
        } catch (ExecutionException e) {
            LOG.warn("A query has failed: the others stop after their batches");
            shutdown.stopBetweenBatches();
            throw e.getCause() instanceof RuntimeException failure ? failure : RootCause.of(e.getCause());
        }
    }
}
