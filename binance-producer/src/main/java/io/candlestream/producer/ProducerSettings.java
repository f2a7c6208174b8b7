package io.candlestream.producer;

import io.candlestream.history.RestApi;
import io.candlestream.ingest.EngineSettings;
import io.candlestream.ingest.StreamDefinition;
import io.candlestream.ingest.connection.Authority;
import io.candlestream.ingest.connection.ConnectionSettings;
import io.candlestream.ingest.publish.AssetNames;
import io.candlestream.ingest.publish.KafkaSettings;
import io.candlestream.ingest.repair.RepairSettings;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.KlineChannel;
import io.candlestream.runtime.metrics.MetricsSettings;
import io.candlestream.runtime.settings.Secrets;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsLoader;
import io.candlestream.schema.AssetSchema;
import io.candlestream.schema.Interval;
import io.candlestream.schema.SchemaException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * The producer's settings, checked; {@code reference.conf} says what each means.
 *
 * @param symbols upper-case, each once
 */
public record ProducerSettings(
        List<String> symbols,
        Interval interval,
        Map<String, String> assetNames,
        String exchangeName,
        String topic,
        int topicPartitions,
        Schema schema,
        EngineSettings engine) {

    private static final String ROOT = "candlestream.producer";
    private static final String KAFKA = "kafka";
    private static final int HALF_OF_AN_ADDRESS = 3000;
    static final String ASSET_NAMES = "asset-names";
    public static final String KLINES = "klines";

    /** What a stream's name can be made of; names outside of ASCII exist. */
    private static final Pattern SYMBOL = Pattern.compile("[\\p{L}\\p{N}._-]{1,64}");

    /** What reads them. */
    public static SettingsLoader loader() {
        return new SettingsLoader(BinanceProducer.class, ROOT, Set.of(KAFKA, ASSET_NAMES));
    }

    /** The settings that {@link #loader} has loaded. */
    public static ProducerSettings of(Settings settings) {
        return new ProducerSettings(
                symbols(settings),
                settings.parsed("interval", Interval::ofCode, "one of " + Interval.codes() + " is needed"),
                settings.table(ASSET_NAMES),
                settings.text("exchange-name"),
                settings.text("topic"),
                settings.number("topic-partitions", 1, 10_000),
                schema(settings),
                new EngineSettings(
                        exchange(settings),
                        kafka(settings),
                        settings.number("topic-replication", 1, 100),
                        repair(settings),
                        settings.duration("stop-timeout"),
                        MetricsSettings.of(settings)));
    }

    /** What all requests by REST together may cost a minute. */
    public int restWeight() {
        return engine.repair().map(RepairSettings::weight).orElse(HALF_OF_AN_ADDRESS);
    }

    /** The stream of the klines of {@code some} symbols. */
    public StreamDefinition<Kline> klines(RestApi rest, Interval length, List<String> some) {
        AssetNames names = new AssetNames(assetNames, some);
        return new StreamDefinition<>(
                KLINES, new KlineChannel(length, exchangeName, names, rest), some, topic, topicPartitions, schema);
    }

    private static List<String> symbols(Settings settings) {
        List<String> symbols = settings.words("symbols").stream()
                .map(symbol -> symbol.toUpperCase(Locale.ROOT))
                .distinct()
                .toList();
        symbols.stream().filter(s -> !SYMBOL.matcher(s).matches()).findFirst().ifPresent(s -> {
            throw settings.refused("symbols", "'" + s + "' cannot be a symbol");
        });
        return symbols;
    }

    private static ConnectionSettings exchange(Settings settings) {
        return new ConnectionSettings(
                url(settings, "stream-url", Set.of("ws", "wss")),
                url(settings, "rest-url", Set.of("http", "https")),
                Authority.trusting(settings.optional("ca-file").map(Path::of)),
                settings.duration("startup-deadline"),
                positive(settings, "connect-timeout"),
                settings.duration("connect-gap"),
                positive(settings, "backoff-base"),
                positive(settings, "backoff-cap"),
                positive(settings, "ping-interval"),
                settings.duration("silence-grace"),
                positive(settings, "answer-timeout"),
                positive(settings, "connection-max-age"),
                settings.number("max-frame-bytes", 1024, 64 << 20),
                positive(settings, "rest-timeout"));
    }

    private static Optional<RepairSettings> repair(Settings settings) {
        RepairSettings repair = new RepairSettings(
                settings.duration("heal-after-close"),
                settings.duration("heal-bound"),
                settings.number("heal-read-back", 1, Integer.MAX_VALUE),
                settings.number("heal-weight", 10, 6000),
                positive(settings, "heal-confirm"),
                positive(settings, "backoff-base"),
                positive(settings, "backoff-cap"));
        return settings.flag("heal") ? Optional.of(repair) : Optional.empty();
    }

    private static Duration positive(Settings settings, String path) {
        Duration value = settings.duration(path);
        if (value.toMillis() < 1) {
            throw settings.refused(path, "at least 1 ms is needed");
        }
        return value;
    }

    private static URI url(Settings settings, String path, Set<String> schemes) {
        String expected = String.join(":// or ", schemes.stream().sorted().toList()) + ":// is needed";
        return settings.parsed(
                path,
                text -> uri(Secrets.withoutLogins(text).replaceAll("/+$", ""))
                        .filter(u -> u.getHost() != null && schemes.contains(u.getScheme())),
                "a URL that begins with " + expected);
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static KafkaSettings kafka(Settings settings) {
        Map<String, String> open = settings.table(KAFKA);
        open.keySet().stream().filter(KafkaSettings::isReserved).findFirst().ifPresent(key -> {
            throw settings.refused(KAFKA + "." + key, "the producer sets this itself");
        });
        return new KafkaSettings(settings.text("brokers"), open);
    }

    private static Schema schema(Settings settings) {
        try {
            return AssetSchema.load(Path.of(settings.text("schema")));
        } catch (SchemaException e) {
            throw settings.refused("schema", e.getMessage());
        }
    }
}
