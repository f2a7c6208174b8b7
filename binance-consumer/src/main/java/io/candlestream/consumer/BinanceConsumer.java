package io.candlestream.consumer;

import io.candlestream.consumer.ConsumerSettings.Sink;
import io.candlestream.consumer.batch.BatchLog;
import io.candlestream.consumer.batch.Batches;
import io.candlestream.consumer.batch.Flow;
import io.candlestream.consumer.batch.StopGate;
import io.candlestream.settings.Program;
import io.candlestream.settings.Settings;
import io.candlestream.settings.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program: builds every part, streams the topic into the table and ends with the query or with SIGTERM. */
public final class BinanceConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceConsumer.class);

    private static final Duration SPARK_START = Duration.ofSeconds(20);

    private BinanceConsumer() {}

    public static void main(String[] args) {
        System.exit(Program.run(BinanceConsumer.class, () -> run(args)));
    }

    private static int run(String[] args) throws InterruptedException {
        read(args);
        Settings all = ConsumerSettings.loader().load();
        ConsumerSettings settings = ConsumerSettings.of(all);
        LOG.info("Starting with {}", all.describe());
        StopGate gate = new StopGate();
        Shutdown shutdown = new Shutdown(gate, settings.stopDeadline());
        shutdown.arm();
        try (CheckpointStart checkpoint = CheckpointStart.lock(settings)) {
            SparkConf conf = settings.spark().conf();
            // Spark takes seconds to start: it does so while the servers are waited for.
            CompletableFuture<SparkSession> spark = CompletableFuture.supplyAsync(
                    () -> SparkSession.builder().config(conf).getOrCreate());
            try {
                new KafkaStart(settings).check();
                if (settings.sinks().contains(Sink.CASSANDRA)) {
                    new CassandraStart(settings).check(conf);
                }
                BatchLog log = new BatchLog();
                List<Flow<?>> flows = new Flows(settings, spark.join()).all();
                Batches batches = new Batches(flows, settings.bufferRows(), gate, log, System.out);
                new Streaming(spark.join(), settings, checkpoint, batches, log, shutdown).run();
                return Program.OK;
            } finally {
                letStart(spark);
            }
        } finally {
            shutdown.disarm();
        }
    }

    /** Spark that the process's end overtakes amid its start would bury our one line under a trace. */
    private static void letStart(CompletableFuture<SparkSession> spark) {
        spark.handle((session, failure) -> true)
                .completeOnTimeout(false, SPARK_START.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static void read(String[] args) {
        for (String argument : args) {
            if (!argument.equals(GuardSettings.ACCEPT_LOSS)) {
                throw new SettingsException("Unknown argument " + argument + ": only " + GuardSettings.ACCEPT_LOSS
                        + " is known; settings come from the environment and CANDLESTREAM_CONFIG");
            }
            System.setProperty(ConsumerSettings.ROOT + ".accept-loss", "true");
        }
    }
}
