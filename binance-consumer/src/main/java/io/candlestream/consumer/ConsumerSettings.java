package io.candlestream.consumer;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import io.candlestream.consumer.cassandra.TableSettings;
import io.candlestream.consumer.kline.Klines;
import io.candlestream.consumer.spark.SparkSettings;
import io.candlestream.consumer.wire.SchemaRegistry;
import io.candlestream.runtime.metrics.MetricsSettings;
import io.candlestream.runtime.settings.Secrets;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.settings.SettingsLoader;
import io.candlestream.schema.AssetSchema;
import io.candlestream.schema.Interval;
import io.candlestream.schema.SchemaException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * The settings of this program, checked; {@code reference.conf} says what each is for.
 *
 * @param registry the schemas of framed records, empty when all records are plain
 * @param kafka more settings for every Kafka client
 * @param gapsTable empty when gaps are not stored
 * @param spark what the Spark session is made of
 * @param metrics where the consumer can be asked how it is
 */
record ConsumerSettings(
        Klines klines,
        Optional<SchemaRegistry> registry,
        String brokers,
        String topic,
        String deadLetterTopic,
        Map<String, String> kafka,
        Set<Sink> sinks,
        int consoleRows,
        String checkpoint,
        String startingOffsets,
        int maxOffsetsPerTrigger,
        Duration trigger,
        Duration startupDeadline,
        Duration stopDeadline,
        int bufferRows,
        TableSettings table,
        Optional<TableSettings> gapsTable,
        GuardSettings guards,
        SparkSettings spark,
        MetricsSettings metrics) {

    /** Under which the settings stand. */
    static final String ROOT = "candlestream.consumer";

    /** The tables in which any key may stand. */
    static final Set<String> OPEN = Set.of("kafka", "spark.conf");

    private static final int MILLION = 1_000_000;

    /** Where rows go. */
    enum Sink {
        CASSANDRA,
        CONSOLE;

        static String names() {
            return Arrays.stream(values()).map(Sink::word).collect(Collectors.joining(", "));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static SettingsLoader loader() {
        return new SettingsLoader(BinanceConsumer.class, ROOT, OPEN);
    }

    /** @throws SettingsException for the first value that cannot be used */
    static ConsumerSettings of(Settings settings) {
        String topic = settings.text("topic");
        return new ConsumerSettings(
                klines(settings),
                settings.optional("schema-registry").map(text -> registry(settings, text)),
                settings.text("brokers"),
                topic,
                deadLetterTopic(settings, topic),
                settings.table("kafka"),
                sinks(settings),
                settings.number("console-rows", 1, 10_000),
                settings.text("checkpoint"),
                settings.parsed(
                        "starting-offsets",
                        text -> Optional.of(text).filter(Set.of("earliest", "latest")::contains),
                        "earliest or latest is needed"),
                settings.number("max-offsets-per-trigger", 1, 100 * MILLION),
                settings.duration("trigger"),
                settings.duration("startup-deadline"),
                settings.duration("stop-deadline"),
                settings.number("buffer-rows", 1, 10 * MILLION),
                table(settings, "cassandra.table"),
                gapsTable(settings),
                GuardSettings.of(settings),
                SparkSettings.of(settings),
                MetricsSettings.of(settings));
    }

    /** The topic on which the producer tells of gaps. */
    String gapsTopic() {
        return topic + ".gaps";
    }

    /** Where the rows go, in words. */
    String target() {
        return sinks.stream()
                .map(sink -> sink == Sink.CASSANDRA ? "table " + table.name() : sink.word())
                .collect(Collectors.joining(" and "));
    }

    /** The topics that are read. */
    List<String> topics() {
        return gapsTable.isPresent() ? List.of(topic, gapsTopic()) : List.of(topic);
    }

    private static SchemaRegistry registry(Settings settings, String address) {
        if (!address.matches("https?://[^/\\s]+(/\\S*)?")) {
            throw settings.refused("schema-registry", "an address such as http://localhost:8081 is needed");
        }
        return new SchemaRegistry(Secrets.withoutLogins(address).replaceAll("/+$", ""));
    }

    private static Optional<TableSettings> gapsTable(Settings settings) {
        boolean stored = settings.flag("gaps") && sinks(settings).contains(Sink.CASSANDRA);
        return Optional.of(table(settings, "cassandra.gaps-table")).filter(table -> stored);
    }

    private static Klines klines(Settings settings) {
        Interval interval = settings.parsed("interval", Interval::ofCode, "one of " + Interval.codes() + " is needed");
        return new Klines(schema(settings), interval, settings.number("max-text-bytes", 64, 64 * MILLION));
    }

    private static Schema schema(Settings settings) {
        try {
            return AssetSchema.load(Path.of(settings.text("schema")));
        } catch (SchemaException | InvalidPathException e) {
            throw settings.refused("schema", e.getMessage());
        }
    }

    private static String deadLetterTopic(Settings settings, String topic) {
        String dead = settings.optional("dead-letter-topic").orElse(topic + ".dead");
        if (dead.equals(topic)) {
            throw settings.refused("dead-letter-topic", "must not be the topic that is read");
        }
        return dead;
    }

    private static Set<Sink> sinks(Settings settings) {
        Set<Sink> sinks = EnumSet.noneOf(Sink.class);
        for (String word : settings.words("sinks")) {
            sinks.add(Arrays.stream(Sink.values())
                    .filter(sink -> sink.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> settings.refused("sinks", "only " + Sink.names() + " are known")));
        }
        return sinks;
    }

    private static TableSettings table(Settings settings, String path) {
        return new TableSettings(
                settings.text("cassandra.keyspace"),
                settings.text(path),
                settings.parsed(
                        "cassandra.consistency",
                        ConsumerSettings::consistency,
                        "a consistency level for writes is needed, such as LOCAL_QUORUM, QUORUM or ONE"),
                settings.number("cassandra.batch-rows", 1, 1000),
                settings.number("cassandra.in-flight", 1, 1024),
                settings.duration("cassandra.write-deadline"));
    }

    private static Optional<String> consistency(String text) {
        return Arrays.stream(DefaultConsistencyLevel.values())
                .filter(level -> !level.isSerial())
                .map(DefaultConsistencyLevel::name)
                .filter(text::equals)
                .findFirst();
    }
}
