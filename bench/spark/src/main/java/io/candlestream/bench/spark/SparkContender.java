package io.candlestream.bench.spark;

import io.candlestream.consumer.BinanceConsumer;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.settings.SettingsLoader;
import io.candlestream.schema.RecordSchema;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;

/** The program: takes the topic, as the consumer's settings name it, through one contender and prints how long that took. */
public final class SparkContender {
    private static final Map<String, BiFunction<Settings, Dataset<Row>, DataStreamWriter<Row>>> CONTENDERS = Map.of(
            "connector-defaults", (settings, klines) -> ConnectorSink.DEFAULTS.writing(klines, settings),
            "connector-tuned", (settings, klines) -> ConnectorSink.TUNED.writing(klines, settings),
            "jdbc-append", (settings, klines) -> JdbcSink.appending(klines, settings),
            "jdbc-upserts", (settings, klines) -> JdbcSink.upserting(klines, settings),
            "from-avro", (settings, klines) -> klines.writeStream().format("noop"));

    private SparkContender() {}

    public static void main(String[] args) {
        System.exit(Program.run(SparkContender.class, () -> {
            String name = args.length == 1 ? args[0] : "";
            if (!CONTENDERS.containsKey(name)) {
                throw new SettingsException("Cannot run '" + String.join(" ", args) + "': one of "
                        + String.join(
                                ", ", CONTENDERS.keySet().stream().sorted().toList()) + " is needed");
            }
            System.out.println(run(name, settings()).line());
            return Program.OK;
        }));
    }

    private static Settings settings() {
        return new SettingsLoader(BinanceConsumer.class, "candlestream.consumer", Set.of("kafka", "spark.conf")).load();
    }

    private static Pass run(String name, Settings settings) {
        try (SparkSession spark = session(settings)) {
            String schema = RecordSchema.KLINES
                    .load(Path.of(settings.text("streams.klines.schema")))
                    .toString();
            Dataset<Row> klines = TypedColumns.of(topic(spark, settings), schema);
            return Pass.through(CONTENDERS.get(name).apply(settings, klines));
        }
    }

    /** As a stream of Avro bytes, read in batches as large as the consumer's. */
    private static Dataset<Row> topic(SparkSession spark, Settings settings) {
        return spark.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", settings.text("brokers"))
                .option("subscribe", settings.text("streams.klines.topic"))
                .option("startingOffsets", "earliest")
                .option(
                        "maxOffsetsPerTrigger",
                        settings.number("queries.live.max-offsets-per-trigger", 1, Integer.MAX_VALUE))
                .load()
                .select("value");
    }

    /** The session that the consumer would have. */
    private static SparkSession session(Settings settings) {
        SparkSession.Builder builder = SparkSession.builder()
                .appName("bench-spark")
                .master(settings.text("master"))
                // As the consumer has it: nobody else reaches a Spark in this process.
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.authenticate", "true")
                .config("spark.ui.enabled", "false")
                .config("spark.ui.showConsoleProgress", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.streaming.numRecentProgressUpdates", Pass.MOST_BATCHES)
                .config("spark.cassandra.connection.host", settings.text("sinks.cassandra.host"))
                .config("spark.cassandra.connection.port", settings.number("sinks.cassandra.port", 1, 65_535));
        settings.optional("sinks.cassandra.username")
                .ifPresent(user -> builder.config("spark.cassandra.auth.username", user));
        settings.optional("sinks.cassandra.password")
                .ifPresent(password -> builder.config("spark.cassandra.auth.password", password));
        settings.table("spark.conf").forEach(builder::config);
        return builder.getOrCreate();
    }
}
