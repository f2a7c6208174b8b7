package io.candlestream.consumer.query;

import io.candlestream.consumer.batch.BatchLog;
import io.candlestream.consumer.batch.Batches;
import io.candlestream.consumer.metrics.ConsumerMetrics;
import io.candlestream.consumer.metrics.QueryHealth;
import io.candlestream.consumer.metrics.WriteRetries;
import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.settings.QuerySettings;
import io.candlestream.consumer.settings.StreamSettings;
import io.candlestream.consumer.spark.SparkStart;
import java.time.Duration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Brings one query up, once its brokers, Spark and its sinks are there, and keeps it running. */
record QueryStart(
        ConsumerSettings settings,
        QuerySettings query,
        ConsumerMetrics metrics,
        QueryHealth health,
        Shutdown shutdown) {
    /** Returns when the query has been stopped. */
    void run(SparkConf conf, SparkStart spark, QueryCheckpoint checkpoint) throws InterruptedException {
        awaitServers(conf, spark);
        SparkSession session = spark.session();
        BatchLog log = new BatchLog(query.name(), alone() ? "" : " of " + query.name(), metrics, health);
        Pipelines pipelines =
                new Pipelines(settings, sink -> WriteRetries.listen(session, query.name(), sink, metrics, health));
        Batches batches = new Batches(
                pipelines.of(query), query.bufferRows(), () -> taskSlots(session), shutdown.gate(query.name()), log);
        health.watch(settings.resilience().stallWarning(), log::sinceSuccess, batches::runningFor);
        new QueryLoop(session, settings, query, checkpoint, batches, log, shutdown, health).run();
    }

    private void awaitServers(SparkConf conf, SparkStart spark) throws InterruptedException {
        Duration deadline = settings.resilience().startupDeadline();
        health.waitsFor("the brokers");
        new KafkaPreflight(settings.kafka(), query, deadline).check();
        health.waitsFor("Spark");
        spark.awaitCluster();
        for (StreamSettings stream : query.streams()) {
            for (String sink : stream.sinks()) {
                health.waitsFor("sink " + sink);
                settings.sinks().get(sink).validate(stream.type().layout(), conf, deadline);
            }
        }
        health.waitsFor("the first batch");
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

    private boolean alone() {
        return settings.queries().size() == 1;
    }
}
