package io.candlestream.consumer;

import com.datastax.spark.connector.cql.CassandraConnector;
import io.candlestream.consumer.ConsumerSettings.Sink;
import io.candlestream.consumer.batch.BatchLog;
import io.candlestream.consumer.batch.Batches;
import io.candlestream.consumer.batch.DeadLetterTopic;
import io.candlestream.consumer.batch.Discard;
import io.candlestream.consumer.batch.Outlets;
import io.candlestream.consumer.batch.RootCause;
import io.candlestream.consumer.batch.StopGate;
import io.candlestream.consumer.cassandra.CassandraWriter;
import io.candlestream.consumer.cassandra.TableSettings;
import io.candlestream.consumer.kline.AssetRow;
import io.candlestream.consumer.kline.Klines;
import io.candlestream.consumer.row.RowWriter;
import io.candlestream.settings.Program;
import io.candlestream.settings.Settings;
import io.candlestream.settings.SettingsException;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program: builds every part, streams the topic into the table and ends with the query or with SIGTERM. */
public final class BinanceConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceConsumer.class);

    private BinanceConsumer() {}

    public static void main(String[] args) {
        System.exit(Program.run(BinanceConsumer.class, () -> run(args)));
    }

    private static int run(String[] args) throws InterruptedException, TimeoutException {
        if (args.length > 0) {
            throw new SettingsException(
                    "Unknown argument " + args[0] + ": settings come from the environment and CANDLESTREAM_CONFIG");
        }
        Settings all = ConsumerSettings.loader().load();
        ConsumerSettings settings = ConsumerSettings.of(all);
        LOG.info("Starting with {}", all.describe());
        StopGate gate = new StopGate();
        Shutdown shutdown = new Shutdown(gate, settings.stopDeadline());
        shutdown.arm();
        try {
            SparkConf conf = settings.spark().conf();
            // Spark takes seconds to start: it does so while the servers are waited for.
            CompletableFuture<SparkSession> spark = CompletableFuture.supplyAsync(
                    () -> SparkSession.builder().config(conf).getOrCreate());
            new KafkaStart(settings).check();
            if (settings.sinks().contains(Sink.CASSANDRA)) {
                new CassandraStart(settings).check(conf);
            }
            stream(spark.join(), settings, gate, shutdown);
            return Program.OK;
        } finally {
            shutdown.disarm();
        }
    }

    /** Returns when the query has been stopped. */
    private static void stream(SparkSession spark, ConsumerSettings settings, StopGate gate, Shutdown shutdown)
            throws TimeoutException {
        BatchLog log = new BatchLog();
        spark.streams().addListener(log);
        Outlets<AssetRow> outlets = new Outlets<>(
                rows(settings, spark.sparkContext().getConf()),
                new DeadLetterTopic(settings.brokers(), settings.deadLetterTopic(), new TreeMap<>(settings.kafka())));
        int consoleRows = settings.sinks().contains(Sink.CONSOLE) ? settings.consoleRows() : 0;
        Batches<AssetRow> batches =
                new Batches<>(settings.klines(), outlets, settings.bufferRows(), consoleRows, gate, log, System.out);
        try {
            StreamingQuery query = KafkaSource.open(spark, settings)
                    .writeStream()
                    .option("checkpointLocation", settings.checkpoint())
                    .trigger(Trigger.ProcessingTime(settings.trigger().toMillis()))
                    .foreachBatch(batches::run)
                    .start();
            shutdown.running(query);
            LOG.info("Reading topic {} at {} into {}", settings.topic(), settings.brokers(), sinks(settings));
            query.awaitTermination();
        } catch (StreamingQueryException e) {
            throw RootCause.of(e);
        }
    }

    private static Outlets.Opener<RowWriter<AssetRow>> rows(ConsumerSettings settings, SparkConf conf) {
        if (!settings.sinks().contains(Sink.CASSANDRA)) {
            return Discard::new;
        }
        CassandraConnector connector = CassandraConnector.apply(conf);
        TableSettings table = settings.table();
        Klines klines = settings.klines();
        return () -> new CassandraWriter<>(connector, table, klines.columns());
    }

    private static String sinks(ConsumerSettings settings) {
        return settings.sinks().stream()
                .map(sink ->
                        sink == Sink.CASSANDRA ? "table " + settings.table().name() : sink.word())
                .collect(Collectors.joining(" and "));
    }
}
