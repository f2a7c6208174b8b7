package io.candlestream.consumer.query;

import io.candlestream.consumer.batch.BatchLog;
import io.candlestream.consumer.batch.Batches;
import io.candlestream.consumer.checkpoint.TopicState;
import io.candlestream.consumer.metrics.QueryHealth;
import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.settings.KafkaSettings;
import io.candlestream.consumer.settings.QuerySettings;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one query running: checks and starts it, and after an outage of the brokers does so again. */
final class QueryLoop {
    private static final Logger LOG = LoggerFactory.getLogger(QueryLoop.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private final SparkSession spark;
    private final ConsumerSettings settings;
    private final KafkaSettings kafka;
    private final QuerySettings query;
    private final QueryCheckpoint checkpoint;
    private final Batches batches;
    private final Shutdown shutdown;
    private final RestartPolicy restarts;
    private final QueryHealth health;

    QueryLoop(
            SparkSession spark,
            ConsumerSettings settings,
            QuerySettings query,
            QueryCheckpoint checkpoint,
            Batches batches,
            BatchLog log,
            Shutdown shutdown,
            QueryHealth health) {
        this.spark = spark;
        this.settings = settings;
        this.kafka = settings.kafka();
        this.query = query;
        this.checkpoint = checkpoint;
        this.batches = batches;
        this.shutdown = shutdown;
        this.health = health;
        this.restarts = new RestartPolicy(
                "read topic " + query.foreignTopics() + " at " + kafka.brokers(),
                settings.resilience().outageDeadline(),
                Backoff.between(FIRST_WAIT, LONGEST_WAIT),
                System::nanoTime,
                log::succeededSince);
        spark.streams().addListener(log);
    }

    /** Returns when the query has been stopped. */
    void run() throws InterruptedException {
        while (true) {
            try (KafkaTopics topics = new KafkaTopics(kafka, LONGEST_CALL)) {
                once(topics);
                return;
            } catch (StreamingQueryException | ExecutionException | TimeoutException | KafkaException e) {
                shutdown.notRunning(query.name());
                away(e);
                explain(e);
                Thread.sleep(restarts.after(e).toMillis());
            }
        }
    }

    private void once(KafkaTopics topics)
            throws ExecutionException, InterruptedException, TimeoutException, StreamingQueryException {
        List<TopicState> states = topics.states(query.topics());
        checkpoint.check(states, this::recover);
        Map<String, String> ids = states.stream().collect(Collectors.toMap(TopicState::topic, TopicState::id));
        AtomicReference<FatalException> recreated = new AtomicReference<>();
        StreamingQuery started = start();
        try (Monitors monitors = new Monitors()) {
            monitors.watch(new TopicWatch(() -> ids(topics), ids, reason -> {
                recreated.set(reason);
                stop(started);
            }));
            monitors.watch(new Watchdog(
                    settings.resilience().stallWarning(),
                    batches::running,
                    new TaskCount(spark, started.runId().toString())::describe,
                    System::nanoTime));
            started.awaitTermination();
        }
        Optional.ofNullable(recreated.get()).ifPresent(reason -> {
            throw reason;
        });
    }

    /** A look at the brokers every few seconds tells sooner than the query that they are away. */
    private Map<String, String> ids(KafkaTopics topics) throws ExecutionException, InterruptedException {
        try {
            return topics.ids(query.topics());
        } catch (ExecutionException e) {
            away(e);
            throw e;
        }
    }

    private void away(Exception failure) {
        health.away("cannot read topic " + query.foreignTopics() + " at " + kafka.brokers() + ": "
                + RootCause.message(RootCause.innermost(failure)));
    }

    private void recover(Set<String> lost) {
        LossRecovery recovery = new LossRecovery(settings, spark.sparkContext().getConf());
        query.streams().stream()
                .filter(stream -> lost.contains(stream.topic()) && stream.of().isEmpty())
                .forEach(recovery::recover);
    }

    private StreamingQuery start() throws TimeoutException {
        StreamingQuery started = started();
        shutdown.running(query.name(), started);
        query.streams()
                .forEach(stream -> LOG.info(
                        "Reading topic {} at {} into {}",
                        stream.topic(),
                        kafka.brokers(),
                        stream.sinks().stream()
                                .map(sink -> settings.sinks()
                                        .get(sink)
                                        .target(stream.type().layout()))
                                .collect(Collectors.joining(" and "))));
        return started;
    }

    /** Of two that start at once on a new checkpoint the later one already ends here, before its first batch. */
    private StreamingQuery started() throws TimeoutException {
        try {
            return KafkaSource.open(spark, kafka, query)
                    .writeStream()
                    .queryName(query.name())
                    .option("checkpointLocation", query.checkpoint())
                    .trigger(Trigger.ProcessingTime(query.trigger().toMillis()))
                    .foreachBatch(batches::run)
                    .start();
        } catch (RuntimeException e) {
            checkpoint.requireAlone(e);
            throw e;
        }
    }

    private static void stop(StreamingQuery query) {
        try {
            query.stop();
        } catch (TimeoutException e) {
            LOG.warn("Cannot stop the query: {}", RootCause.message(e));
        }
    }

    /** Spark names lost records as it finds them, one at a time; we name them all, when that is why it ended. */
    private void explain(Exception failure) throws InterruptedException {
        if (RestartPolicy.isTransient(failure)) {
            return;
        }
        checkpoint.requireAlone(failure);
        try (KafkaTopics topics = new KafkaTopics(kafka, LONGEST_CALL)) {
            checkpoint.check(topics.states(query.topics()), this::recover);
        } catch (ExecutionException | KafkaException e) {
            LOG.debug("The brokers do not say more", e);
        }
    }
}
