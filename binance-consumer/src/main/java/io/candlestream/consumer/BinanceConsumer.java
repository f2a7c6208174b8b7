package io.candlestream.consumer;

import io.candlestream.consumer.ConsumerSettings.Sink;
import io.candlestream.consumer.batch.BatchLog;
import io.candlestream.consumer.batch.Batches;
import io.candlestream.consumer.batch.Flow;
import io.candlestream.consumer.batch.StopGate;
import io.candlestream.consumer.meter.ConsumerHealth;
import io.candlestream.consumer.meter.ConsumerMeters;
import io.candlestream.consumer.meter.WriteRetries;
import io.candlestream.consumer.spark.SparkStart;
import io.candlestream.runtime.command.Arguments;
import io.candlestream.runtime.metrics.MetricRegistry;
import io.candlestream.runtime.metrics.MetricsEndpoint;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.Settings;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program: builds every part, streams the topic into the table and ends with the query or with SIGTERM. */
public final class BinanceConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceConsumer.class);

    private static final Arguments ARGUMENTS = new Arguments(
            "consumer",
            List.of(
                    "The consumer alone: the topic's candles into the table, on Spark, until Ctrl-C.",
                    GuardSettings.ACCEPT_LOSS + " names records that were deleted unread and goes on behind them."),
            Set.of(GuardSettings.ACCEPT_LOSS));

    private BinanceConsumer() {}

    public static void main(String[] args) {
        System.exit(ARGUMENTS.answer(args).orElseGet(() -> Program.run(BinanceConsumer.class, () -> run(args))));
    }

    private static int run(String[] args) throws InterruptedException {
        read(args);
        Settings all = ConsumerSettings.loader().load();
        ConsumerSettings settings = ConsumerSettings.of(all);
        LOG.info("Starting with {}", all.describe());
        StopGate gate = new StopGate();
        Shutdown shutdown = new Shutdown(gate, settings.stopDeadline());
        ConsumerMeters meters = new ConsumerMeters();
        ConsumerHealth health = new ConsumerHealth();
        listen(settings, meters, health);
        shutdown.arm();
        SparkConf conf = settings.spark().conf();
        try (CheckpointStart checkpoint = CheckpointStart.lock(settings, conf);
                SparkStart spark = SparkStart.begin(conf, settings.startupDeadline())) {
            awaitServers(settings, conf, spark, health);
            SparkSession session = spark.session();
            BatchLog log = new BatchLog(meters, health);
            List<Flow<?>> flows = new Flows(settings, session, WriteRetries.listen(session, meters, health)).all();
            Batches batches = new Batches(flows, settings.bufferRows(), gate, log, System.out);
            health.watch(settings.guards().stallWarning(), log::sinceSuccess, batches::runningFor);
            new Streaming(session, settings, checkpoint, batches, log, shutdown, health).run();
            return Program.OK;
        } finally {
            shutdown.disarm();
        }
    }

    private static void listen(ConsumerSettings settings, ConsumerMeters counts, ConsumerHealth health) {
        MetricRegistry meters = new MetricRegistry("candlestream_consumer");
        counts.show(meters);
        MetricsEndpoint.start(settings.metrics(), meters, health.health());
    }

    private static void awaitServers(ConsumerSettings settings, SparkConf conf, SparkStart spark, ConsumerHealth health)
            throws InterruptedException {
        health.waitsFor("the brokers");
        new KafkaStart(settings).check();
        health.waitsFor("Spark");
        spark.awaitCluster();
        if (settings.sinks().contains(Sink.CASSANDRA)) {
            health.waitsFor("Cassandra");
            new CassandraStart(settings).check(conf);
        }
        health.waitsFor("the first batch");
    }

    /** The one option that there is, whoever repeats it. */
    private static void read(String[] args) {
        if (args.length > 0) {
            System.setProperty(ConsumerSettings.ROOT + ".accept-loss", "true");
        }
    }
}
