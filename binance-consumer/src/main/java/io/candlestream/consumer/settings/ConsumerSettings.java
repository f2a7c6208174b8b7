package io.candlestream.consumer.settings;

import io.candlestream.consumer.kafka.KafkaConf;
import io.candlestream.consumer.registry.SchemaRegistry;
import io.candlestream.consumer.settings.DerivedBlocks.Made;
import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.spark.SparkSettings;
import io.candlestream.runtime.kafka.ClientSettings;
import io.candlestream.runtime.metrics.MetricsSettings;
import io.candlestream.runtime.settings.Secrets;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.settings.SettingsLoader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * The settings of this program, checked; {@code reference.conf} says what each is for.
 *
 * @param queries each with the streams that it reads
 * @param sinks by their names, those that a stream has
 * @param derived what is made of the stored rows of the streams
 * @param registry the schemas of framed records, empty when all records are plain
 * @param spark what the Spark session is made of
 * @param metrics where the consumer can be asked how it is
 */
public record ConsumerSettings(
        List<QuerySettings> queries,
        Map<String, Sink> sinks,
        List<DerivedSettings> derived,
        KafkaSettings kafka,
        Optional<SchemaRegistry> registry,
        ResilienceSettings resilience,
        SparkConf spark,
        MetricsSettings metrics) {
    /** Under which the settings stand. */
    public static final String ROOT = "candlestream.consumer";

    /** The tables in which any key may stand; what stands in the blocks of streams, sinks and queries is checked here. */
    private static final Set<String> OPEN =
            Set.of("kafka", "spark.conf", "streams.*", "sinks.*", "derived.*", "queries.*");

    private static final int MILLION = 1_000_000;

    /** @param main the program, whose class loader finds {@code reference.conf} */
    public static SettingsLoader loader(Class<?> main) {
        return new SettingsLoader(main, ROOT, OPEN, MovedSettings::nowAt);
    }

    /** @throws SettingsException for the first value that cannot be used */
    public static ConsumerSettings of(Settings settings) {
        SinkBlocks sinks = new SinkBlocks(settings);
        QueryBlocks queries = new QueryBlocks(settings);
        int maxTextBytes = settings.number("max-text-bytes", 64, 64 * MILLION);
        List<StreamSettings> streams = new StreamBlocks(settings, sinks, queries.names(), maxTextBytes).read();
        Set<String> used =
                streams.stream().flatMap(stream -> stream.sinks().stream()).collect(Collectors.toSet());
        KafkaSettings kafka = kafka(settings);
        Optional<SchemaRegistry> registry = settings.optional("schema-registry").map(text -> registry(settings, text));
        Map<String, String> conf = sinks.sparkConf(used);
        conf.putAll(KafkaConf.of(kafka.brokers(), kafka.client(), registry.map(SchemaRegistry::address)));
        Map<String, Sink> writing = sinks.sinks(used);
        StreamConflicts.refuseLoops(settings, streams, writing);
        StreamConflicts.refuseMixed(settings, streams, writing);
        Made made = new DerivedBlocks(settings, streams, writing, sinks, queries.names()).read();
        StreamConflicts.refuseLoops(settings, made.windows(), writing);
        List<QuerySettings> reading = queries.with(
                Stream.concat(streams.stream(), made.windows().stream()).toList());
        return new ConsumerSettings(
                reading,
                writing,
                made.rows(),
                kafka,
                registry,
                ResilienceSettings.of(settings),
                SparkSettings.conf(settings, conf, reading.size()),
                MetricsSettings.of(settings));
    }

    private static KafkaSettings kafka(Settings settings) {
        return new KafkaSettings(
                settings.text("brokers"),
                ClientSettings.of(settings),
                settings.parsed(
                        "starting-offsets",
                        text -> Optional.of(text).filter(Set.of("earliest", "latest")::contains),
                        "earliest or latest is needed"));
    }

    private static SchemaRegistry registry(Settings settings, String address) {
        if (!address.matches("https?://[^/\\s]+(/\\S*)?")) {
            throw settings.refused("schema-registry", "an address such as http://localhost:8081 is needed");
        }
        return new SchemaRegistry(Secrets.withoutLogins(address).replaceAll("/+$", ""));
    }

    /** What is made of the rows of {@code stream}. */
    public List<DerivedSettings> madeOf(StreamSettings stream) {
        return derived.stream().filter(made -> made.isMadeOf(stream)).toList();
    }

    /** The streams of all queries. */
    public List<StreamSettings> streams() {
        return queries.stream().flatMap(query -> query.streams().stream()).toList();
    }
}
