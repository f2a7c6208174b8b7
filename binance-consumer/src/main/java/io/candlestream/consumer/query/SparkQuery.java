package io.candlestream.consumer.query;

import io.candlestream.consumer.batch.BatchLog;
import io.candlestream.consumer.batch.Batches;
import io.candlestream.consumer.batch.TaskLimit;
import io.candlestream.consumer.checkpoint.TopicState;
import io.candlestream.consumer.metrics.ConsumerMetrics;
import io.candlestream.consumer.metrics.QueryHealth;
import io.candlestream.consumer.metrics.WriteRetries;
import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.settings.DerivedSettings;
import io.candlestream.consumer.settings.KafkaSettings;
import io.candlestream.consumer.settings.QuerySettings;
import io.candlestream.consumer.settings.StreamSettings;
import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.sink.SourceTopic;
import io.candlestream.consumer.spark.SparkStart;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.metrics.Health;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One query: waits for its servers, checks its checkpoint, reads its topics into its sinks, and after an outage of the brokers
 * starts again.
 */
public final class SparkQuery implements Queries.Query {
    private static final Logger LOG = LoggerFactory.getLogger(SparkQuery.class);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private final ConsumerSettings settings;
    private final KafkaSettings kafka;
    private final QuerySettings query;
    private final QueryCheckpoint checkpoint;
    private final SparkStart spark;
    private final ConsumerMetrics metrics;
    private final QueryHealth health;
    private final Shutdown shutdown;
    private final BatchLog log;
    private final RestartPolicy restarts;
    private final RevisionTables revisions;
    /** Made when its servers have first been there. */
    private Optional<Batches> batches = Optional.empty();

    /** Locks its checkpoint, for as long as the program runs. */
    public SparkQuery(
            ConsumerSettings settings,
            QuerySettings query,
            SparkStart spark,
            ConsumerMetrics metrics,
            Health program,
            RevisionTables revisions,
            Shutdown shutdown) {
        this.settings = settings;
        this.kafka = settings.kafka();
        this.query = query;
        this.checkpoint = QueryCheckpoint.lock(query, settings, spark.conf());
        this.spark = spark;
        this.metrics = metrics;
        query.sinks().forEach(sink -> metrics.retries(query.name(), sink));
        this.health = new QueryHealth(program, Optional.of(query.name()).filter(name -> !alone()));
        this.revisions = revisions;
        this.shutdown = shutdown;
        this.log = new BatchLog(query.name(), alone() ? "" : " of " + query.name(), metrics, health);
        this.restarts = new RestartPolicy(
                "read topic " + query.foreignTopics() + " at " + kafka.brokers(),
                settings.resilience().outageDeadline(),
                Backoff.between(Duration.ofSeconds(1), Duration.ofSeconds(15)),
                System::nanoTime,
                log::succeededSince);
    }

    private boolean alone() {
        return settings.queries().size() == 1;
    }

    @Override
    public String title() {
        return query.name() + " into " + String.join(", ", query.sinks());
    }

    @Override
    public boolean works() {
        return health.works();
    }

    @Override
    public void failed(String why) {
        health.failed(why);
        metrics.query(query.name()).failed();
    }

    @Override
    public void run() throws InterruptedException {
        // What has stayed away once is asked for in silence from then on, and no longer waited for.
        awaitServers(works() ? settings.resilience().startupDeadline() : Duration.ZERO);
        SparkSession session = spark.session();
        Batches running = batches.orElseGet(() -> listening(session));
        batches = Optional.of(running);
        while (true) {
            try (KafkaTopics topics = new KafkaTopics(kafka, LONGEST_CALL)) {
                once(session, running, topics);
                return;
            } catch (StreamingQueryException | ExecutionException | TimeoutException | KafkaException e) {
                shutdown.notRunning(query.name());
                if (RestartPolicy.isTransient(e)) {
                    away(e);
                } else {
                    explain(e);
                }
                Thread.sleep(restarts.after(e).toMillis());
            }
        }
    }

    private void awaitServers(Duration deadline) throws InterruptedException {
        health.waitsFor("the brokers");
        new KafkaPreflight(kafka, query, deadline).check();
        health.waitsFor("Spark");
        spark.awaitCluster();
        for (StreamSettings stream : query.streams()) {
            for (String sink : stream.sinks()) {
                health.waitsFor("sink " + sink);
                settings.sinks().get(sink).validate(stream.layout(), spark.conf(), deadline);
                revisions.look(stream, settings.sinks().get(sink), spark.conf(), deadline);
            }
            for (DerivedSettings made : settings.madeOf(stream)) {
                awaitServers(stream, made, deadline);
            }
        }
        health.waitsFor("the first batch");
    }

    private void awaitServers(StreamSettings stream, DerivedSettings made, Duration deadline) {
        List<String> into = made.sinksOf(stream);
        String store = made.storeOf(stream);
        if (!into.isEmpty() && !stream.sinks().contains(store)) {
            health.waitsFor("sink " + store);
            settings.sinks().get(store).validate(stream.layout(), spark.conf(), deadline);
            revisions.look(stream, settings.sinks().get(store), spark.conf(), deadline);
        }
        for (String sink : into) {
            health.waitsFor("sink " + sink);
            settings.sinks().get(sink).validate(made.type().layout(), spark.conf(), deadline);
        }
    }

    private Batches listening(SparkSession session) {
        Pipelines pipelines = new Pipelines(
                settings, revisions::sinks, sink -> WriteRetries.listen(session, query.name(), sink, metrics, health));
        Batches made = new Batches(
                pipelines.of(query),
                query.bufferRows(),
                new TaskLimit(query.recordsPerTask(), () -> taskSlots(session)),
                shutdown.gate(query.name()),
                checkpoint.toCome(),
                log);
        health.watch(settings.resilience().stallWarning(), log::sinceSuccess, made::runningFor);
        session.streams().addListener(log);
        return made;
    }

    /** Each query has its share, so that tasks of one that wait for a sink leave room for those of the others. */
    private int taskSlots(SparkSession session) {
        return alone()
                ? Integer.MAX_VALUE
                : Math.max(
                        1,
                        session.sparkContext().defaultParallelism()
                                / settings.queries().size());
    }

    private void once(SparkSession session, Batches running, KafkaTopics topics)
            throws ExecutionException, InterruptedException, TimeoutException, StreamingQueryException {
        List<TopicState> states = topics.states(query.topics());
        checkpoint.id().ifPresent(id -> lookBack(checkpoint.begun(), id));
        checkpoint.check(states, lost -> recover(lost, states));
        states.forEach(this::goesOn);
        Map<String, String> ids = states.stream().collect(Collectors.toMap(TopicState::topic, TopicState::id));
        AtomicReference<FatalException> recreated = new AtomicReference<>();
        running.begin();
        StreamingQuery started = start(session, running);
        try (Monitors monitors = new Monitors()) {
            monitors.watch(new TopicWatch(() -> ids(topics), ids, reason -> {
                recreated.set(reason);
                stop(started);
            }));
            monitors.watch(new Watchdog(
                    settings.resilience().stallWarning(),
                    running::running,
                    new TaskCount(session, started.runId().toString())::describe,
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

    private void recover(Set<String> lost, List<TopicState> states) {
        LossRecovery recovery = new LossRecovery(settings, spark.conf());
        checkpoint.id().ifPresent(id -> states.stream()
                .filter(topic -> lost.contains(topic.topic()))
                .forEach(topic -> forgetBehind(topic, id)));
        query.streams().stream()
                .filter(stream -> lost.contains(stream.topic()) && stream.of().isEmpty())
                .forEach(recovery::recover);
    }

    /** The sinks that keep how far they have come: lost records may have been the last ones, whose offsets others get now. */
    private void forgetBehind(TopicState topic, UUID id) {
        Map<SourcePartition, Long> ends = new HashMap<>();
        topic.end().forEach((partition, end) -> ends.put(new SourcePartition(topic.topic(), partition), end));
        query.streams().stream()
                .filter(stream -> stream.topic().equals(topic.topic()))
                .forEach(stream ->
                        forEachTarget(stream, (sink, layout) -> sink.forgetBehind(layout, id, ends, spark.conf())));
    }

    private void lookBack(Set<String> begun, UUID id) {
        query.streams().stream()
                .filter(stream -> begun.contains(stream.topic()))
                .forEach(stream -> forEachTarget(stream, (sink, layout) -> sink.lookBack(layout, id, spark.conf())));
    }

    private void goesOn(TopicState topic) {
        SourceTopic next = checkpoint.goesOn(topic);
        query.streams().stream()
                .filter(stream -> stream.topic().equals(next.name()))
                .forEach(stream -> stream.sinks().forEach(sink -> settings.sinks()
                        .get(sink)
                        .goesOn(stream.layout(), checkpoint.id(), next, spark.conf())));
    }

    /** Each sink of a stream with the layout of the rows that it gets, those that are made of the stream's among them. */
    private void forEachTarget(StreamSettings stream, BiConsumer<Sink, RowLayout<?>> taker) {
        stream.sinks().forEach(sink -> taker.accept(settings.sinks().get(sink), stream.layout()));
        settings.madeOf(stream).forEach(made -> made.sinksOf(stream)
                .forEach(sink ->
                        taker.accept(settings.sinks().get(sink), made.type().layout())));
    }

    private StreamingQuery start(SparkSession session, Batches running) throws TimeoutException {
        StreamingQuery started;
        try {
            started = KafkaSource.open(session, kafka, query)
                    .writeStream()
                    .queryName(query.name())
                    .option("checkpointLocation", query.checkpoint())
                    .trigger(Trigger.ProcessingTime(query.trigger().toMillis()))
                    .foreachBatch(running::run)
                    .start();
        } catch (RuntimeException e) {
            // Of two that start at once on a new checkpoint the later one already ends here, before its first batch.
            checkpoint.requireAlone(e);
            throw e;
        }
        shutdown.running(query.name(), started);
        query.streams()
                .forEach(stream -> LOG.info(
                        "Reading topic {} at {} into {}",
                        stream.topic(),
                        kafka.brokers(),
                        stream.sinks().stream()
                                .map(sink -> settings.sinks().get(sink).target(stream.layout()))
                                .collect(Collectors.joining(" and "))));
        return started;
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
        checkpoint.requireAlone(failure);
        try (KafkaTopics topics = new KafkaTopics(kafka, LONGEST_CALL)) {
            List<TopicState> states = topics.states(query.topics());
            checkpoint.check(states, lost -> recover(lost, states));
        } catch (ExecutionException | KafkaException e) {
            LOG.debug("The brokers do not say more", e);
        }
    }
}
