package io.candlestream.consumer;

import io.candlestream.consumer.metrics.ConsumerMetrics;
import io.candlestream.consumer.query.Queries;
import io.candlestream.consumer.query.RevisionTables;
import io.candlestream.consumer.query.Shutdown;
import io.candlestream.consumer.query.SparkQuery;
import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.settings.QuerySettings;
import io.candlestream.consumer.settings.ResilienceSettings;
import io.candlestream.consumer.settings.StreamSettings;
import io.candlestream.consumer.spark.SparkStart;
import io.candlestream.runtime.command.Arguments;
import io.candlestream.runtime.metrics.Health;
import io.candlestream.runtime.metrics.MetricRegistry;
import io.candlestream.runtime.metrics.MetricsEndpoint;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.Settings;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program: builds every part, reads the topics into the sinks and ends with the queries or with SIGTERM. */
public final class BinanceConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceConsumer.class);

    private static final Arguments ARGUMENTS = new Arguments(
            "consumer",
            List.of(
                    "The consumer alone: the topic's candles into the table, on Spark, until Ctrl-C.",
                    ResilienceSettings.ACCEPT_LOSS
                            + " names records that were deleted unread and goes on behind them."),
            Set.of(ResilienceSettings.ACCEPT_LOSS));

    private BinanceConsumer() {}

    public static void main(String[] args) {
        System.exit(ARGUMENTS.answer(args).orElseGet(() -> Program.run(BinanceConsumer.class, () -> run(args))));
    }

    private static int run(String[] args) throws InterruptedException {
        read(args);
        Settings all = ConsumerSettings.loader(BinanceConsumer.class).load();
        ConsumerSettings settings = ConsumerSettings.of(all);
        LOG.info("Starting with {}", all.describe());
        Shutdown shutdown = new Shutdown(settings.resilience().stopDeadline());
        ConsumerMetrics metrics = new ConsumerMetrics(
                settings.streams().stream().map(StreamSettings::name).toList(),
                settings.queries().stream().map(QuerySettings::name).toList());
        Health health = new Health();
        SparkConf conf = settings.spark();
        SparkStart spark = new SparkStart(conf, settings.resilience().startupDeadline());
        RevisionTables revisions = new RevisionTables();
        List<SparkQuery> queries = settings.queries().stream()
                .map(query -> new SparkQuery(settings, query, spark, metrics, health, revisions, shutdown))
                .toList();
        listen(settings, metrics, health);
        shutdown.arm();
        try (spark) {
            spark.begin();
            new Queries(queries, shutdown::stopBetweenBatches).run();
            return Program.OK;
        } finally {
            shutdown.disarm();
        }
    }

    private static void listen(ConsumerSettings settings, ConsumerMetrics metrics, Health health) {
        MetricRegistry registry = new MetricRegistry("candlestream_consumer");
        metrics.show(registry);
        MetricsEndpoint.start(settings.metrics(), registry, health);
    }

    /** The one option that there is, however often it is given. */
    private static void read(String[] args) {
        if (args.length > 0) {
            System.setProperty(ConsumerSettings.ROOT + ".accept-loss", "true");
        }
    }
}
