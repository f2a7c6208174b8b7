package io.candlestream.producer;

import io.candlestream.producer.backfill.BackfillTarget;
import io.candlestream.producer.exchange.Authority;
import io.candlestream.producer.exchange.ExchangeSettings;
import io.candlestream.producer.gap.HealSettings;
import io.candlestream.producer.topic.KafkaSettings;
import io.candlestream.runtime.metrics.MetricsSettings;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
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
 * @param heal empty when gaps are to stay
 */
record ProducerSettings(
        List<String> symbols,
        Interval interval,
        Map<String, String> assetNames,
        String exchangeName,
        ExchangeSettings exchange,
        KafkaSettings kafka,
        int topicPartitions,
        int topicReplication,
        Schema schema,
        Optional<HealSettings> heal,
        Duration stopTimeout,
        MetricsSettings metrics) {

    private static final String ROOT = "candlestream.producer";
    private static final String KAFKA = "kafka";
    private static final int HALF_OF_AN_ADDRESS = 3000;
    static final String ASSET_NAMES = "asset-names";

    /** What a stream's name can be made of; names outside of ASCII exist. */
    private static final Pattern SYMBOL = Pattern.compile("[\\p{L}\\p{N}._-]{1,64}");

    static SettingsLoader loader() {
        return new SettingsLoader(BinanceProducer.class, ROOT, Set.of(KAFKA, ASSET_NAMES));
    }

    static ProducerSettings of(Settings settings) {
        return new ProducerSettings(
                symbols(settings),
                settings.parsed("interval", Interval::ofCode, "one of " + Interval.codes() + " is needed"),
                settings.table(ASSET_NAMES),
                settings.text("exchange-name"),
                exchange(settings),
                kafka(settings),
                settings.number("topic-partitions", 1, 10_000),
                settings.number("topic-replication", 1, 100),
                schema(settings),
                heal(settings),
                settings.duration("stop-timeout"),
                MetricsSettings.of(settings));
    }

    Retry retry() {
        return new Retry(exchange.startUpDeadline(), Backoff.between(exchange.backoffBase(), exchange.backoffCap()));
    }

    /** What all requests by REST together may cost a minute. */
    int restWeight() {
        return heal.map(HealSettings::weight).orElse(HALF_OF_AN_ADDRESS);
    }

    /** What a backfill needs of them. */
    BackfillTarget backfill() {
        return new BackfillTarget(
                exchange,
                kafka,
                interval,
                symbols,
                assetNames,
                exchangeName,
                schema,
                topicPartitions,
                topicReplication,
                retry(),
                stopTimeout);
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

    private static ExchangeSettings exchange(Settings settings) {
        return new ExchangeSettings(
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

    private static Optional<HealSettings> heal(Settings settings) {
        HealSettings heal = new HealSettings(
                settings.duration("heal-after-close"),
                settings.duration("heal-bound"),
                settings.number("heal-read-back", 1, Integer.MAX_VALUE),
                settings.number("heal-weight", 10, 6000),
                positive(settings, "heal-confirm"),
                positive(settings, "backoff-base"),
                positive(settings, "backoff-cap"));
        return settings.flag("heal") ? Optional.of(heal) : Optional.empty();
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
        return new KafkaSettings(settings.text("brokers"), settings.text("topic"), open);
    }

    private static Schema schema(Settings settings) {
        try {
            return AssetSchema.load(Path.of(settings.text("schema")));
        } catch (SchemaException e) {
            throw settings.refused("schema", e.getMessage());
        }
    }
}
