package io.candlestream.consumer;

import io.candlestream.consumer.batch.BatchLog;
import io.candlestream.consumer.batch.Batches;
import io.candlestream.consumer.guard.TopicState;
import io.candlestream.consumer.meter.ConsumerHealth;
import io.candlestream.consumer.watch.Guards;
import io.candlestream.consumer.watch.TaskCount;
import io.candlestream.consumer.watch.TopicWatch;
import io.candlestream.consumer.watch.Watchdog;
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

/** Keeps the query running: checks and starts it, and after an outage of the brokers does so again. */
final class Streaming {
    private static final Logger LOG = LoggerFactory.getLogger(Streaming.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private final SparkSession spark;
    private final ConsumerSettings settings;
    private final CheckpointStart checkpoint;
    private final Batches batches;
    private final Shutdown shutdown;
    private final Outage outage;
    private final ConsumerHealth health;

    Streaming(
            SparkSession spark,
            ConsumerSettings settings,
            CheckpointStart checkpoint,
            Batches batches,
            BatchLog log,
            Shutdown shutdown,
            ConsumerHealth health) {
        this.spark = spark;
        this.settings = settings;
        this.checkpoint = checkpoint;
        this.batches = batches;
        this.shutdown = shutdown;
        this.health = health;
        this.outage = new Outage(
                "read topic " + settings.topic() + " at " + settings.brokers(),
                settings.guards().outageDeadline(),
                Backoff.between(FIRST_WAIT, LONGEST_WAIT),
                System::nanoTime,
                log::succeededSince);
        spark.streams().addListener(log);
    }

    /** Returns when the query has been stopped. */
    void run() throws InterruptedException {
        while (true) {
            try (KafkaTopics topics = new KafkaTopics(settings, LONGEST_CALL)) {
                once(topics);
                return;
            } catch (StreamingQueryException | ExecutionException | TimeoutException | KafkaException e) {
                shutdown.notRunning();
                away(e);
                explain(e);
                Thread.sleep(outage.after(e).toMillis());
            }
        }
    }

    private void once(KafkaTopics topics)
            throws ExecutionException, InterruptedException, TimeoutException, StreamingQueryException {
        List<TopicState> states = topics.states();
        checkpoint.check(states, this::heal);
        Map<String, String> ids = states.stream().collect(Collectors.toMap(TopicState::topic, TopicState::id));
        AtomicReference<FatalException> verdict = new AtomicReference<>();
        StreamingQuery query = start();
        try (Guards guards = new Guards()) {
            guards.watch(new TopicWatch(() -> ids(topics), ids, reason -> {
                verdict.set(reason);
                stop(query);
            }));
            guards.watch(new Watchdog(
                    settings.guards().stallWarning(), batches::running, new TaskCount(spark)::words, System::nanoTime));
            query.awaitTermination();
        }
        Optional.ofNullable(verdict.get()).ifPresent(reason -> {
            throw reason;
        });
    }

    /** A look at the brokers every few seconds tells sooner than the query that they are away. */
    private Map<String, String> ids(KafkaTopics topics) throws ExecutionException, InterruptedException {
        try {
            return topics.ids();
        } catch (ExecutionException e) {
            away(e);
            throw e;
        }
    }

    private void away(Exception failure) {
        health.away("cannot read topic " + settings.topic() + " at " + settings.brokers() + ": "
                + RootCause.message(RootCause.innermost(failure)));
    }

    private void heal(Set<String> lost) {
        if (lost.contains(settings.topic())) {
            new Losses(settings, spark.sparkContext().getConf()).heal();
        }
    }

    private StreamingQuery start() throws TimeoutException {
        StreamingQuery query = started();
        shutdown.running(query);
        LOG.info("Reading topic {} at {} into {}", settings.topic(), settings.brokers(), settings.target());
        return query;
    }

    /** Of two that start at once on a new checkpoint the later one already ends here, before its first batch. */
    private StreamingQuery started() throws TimeoutException {
        try {
            return KafkaSource.open(spark, settings)
                    .writeStream()
                    .option("checkpointLocation", settings.checkpoint())
                    .trigger(Trigger.ProcessingTime(settings.trigger().toMillis()))
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

    /** Spark words lost records as it finds them, one at a time; we name them all, when that is why it ended. */
    private void explain(Exception failure) throws InterruptedException {
        if (Outage.passing(failure)) {
            return;
        }
        checkpoint.requireAlone(failure);
        try (KafkaTopics topics = new KafkaTopics(settings, LONGEST_CALL)) {
            checkpoint.check(topics.states(), this::heal);
        } catch (ExecutionException | KafkaException e) {
            LOG.debug("The brokers do not say more", e);
        }
    }
}
