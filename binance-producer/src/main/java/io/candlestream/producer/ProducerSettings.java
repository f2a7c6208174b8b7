package io.candlestream.producer;

import io.candlestream.history.RestApi;
import io.candlestream.ingest.EngineSettings;
import io.candlestream.ingest.channel.StreamDefinition;
import io.candlestream.ingest.connection.Authority;
import io.candlestream.ingest.connection.ConnectionSettings;
import io.candlestream.ingest.publish.KafkaSettings;
import io.candlestream.producer.channel.ChannelContext;
import io.candlestream.producer.channel.ChannelFactory;
import io.candlestream.runtime.kafka.ClientSettings;
import io.candlestream.runtime.metrics.MetricsSettings;
import io.candlestream.runtime.registry.SchemaRegistration;
import io.candlestream.runtime.settings.Secrets;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.settings.SettingsLoader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/**
 * The producer's settings, checked; {@code reference.conf} says what each means.
 *
 * @param restWeight what all requests by REST together may cost a minute
 * @param registry where the schemas of the topics are registered, empty for nowhere
 */
public record ProducerSettings(
        List<StreamSettings> streams,
        Map<String, String> assetNames,
        String exchangeName,
        int restWeight,
        Optional<SchemaRegistration> registry,
        EngineSettings engine) {

    private static final String ROOT = "candlestream.producer";
    private static final String KAFKA = "kafka";
    static final String ASSET_NAMES = "asset-names";

    private static final String STREAMS = "streams";
    private static final String ENABLED = "enabled";
    private static final String TYPE = "type";

    /** The block whose settings stood at the top while there was one stream. */
    private static final String KLINES = "klines";

    private static final String KLINE = "kline";

    /** What stood at the top while there was one stream. */
    private static final Set<String> OF_A_STREAM = Set.of("interval", "topic", "topic-partitions", "schema");

    /** What reads them. */
    public static SettingsLoader loader() {
        return new SettingsLoader(
                BinanceProducer.class, ROOT, Set.of(KAFKA, ASSET_NAMES, STREAMS + ".*"), ProducerSettings::moved);
    }

    /** The settings that {@link #loader} has loaded. */
    public static ProducerSettings of(Settings settings) {
        return of(settings, List.of());
    }

    /** As {@link #of(Settings)}, with the streams {@code named} even where they are not enabled. */
    static ProducerSettings of(Settings settings, Collection<String> named) {
        return new ProducerSettings(
                streams(settings, named),
                settings.table(ASSET_NAMES),
                settings.text("exchange-name"),
                settings.number("heal-weight", 10, 6000),
                registry(settings),
                new EngineSettings(
                        exchange(settings),
                        kafka(settings),
                        settings.number("topic-replication", 1, 100),
                        settings.duration("stop-timeout"),
                        MetricsSettings.of(settings)));
    }

    /** All pairs that any stream listens to, each once. */
    List<String> symbols() {
        return streams.stream()
                .flatMap(stream -> stream.symbols().stream())
                .distinct()
                .toList();
    }

    /** Registers the schema of each stream's topic, where there is a registry. */
    void registerSchemas() {
        registry.ifPresent(known -> streams.forEach(stream -> known.register(
                stream.topic(),
                stream.schema().toString(),
                ROOT + "." + STREAMS + "." + stream.name() + ".topic",
                engine.connection().startUpDeadline())));
    }

    /** The stream that a backfill loads: that of the name in {@code reference.conf}, or the first one. */
    public StreamSettings klines() {
        return streams.stream()
                .filter(stream -> stream.name().equals(KLINES))
                .findFirst()
                .orElse(streams.get(0));
    }

    /**
     * The stream of the block {@code name}.
     *
     * @throws SettingsException when it is not enabled
     */
    public StreamSettings stream(String name) {
        return streams.stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SettingsException("Cannot use the stream '" + name + "': it is not enabled ("
                        + ROOT + "." + STREAMS + "." + name + "." + ENABLED + ")"));
    }

    /** What the engine makes of {@code stream}. */
    public StreamDefinition<?> definition(StreamSettings stream, RestApi rest) {
        return stream.definition(stream.factory().create(stream.block(), context(stream, rest)));
    }

    /** What the channel of {@code stream} is made of. */
    public ChannelContext context(StreamSettings stream, RestApi rest) {
        return stream.context(exchangeName, assetNames, rest);
    }

    private static Optional<String> moved(String path) {
        return OF_A_STREAM.contains(path) ? Optional.of(STREAMS + "." + KLINES + "." + path) : Optional.empty();
    }

    /** The names of all streams, enabled or not. */
    static List<String> names(Settings settings) {
        return settings.blocks(STREAMS);
    }

    private static List<StreamSettings> streams(Settings settings, Collection<String> named) {
        List<String> symbols = StreamSettings.symbols(settings);
        List<StreamSettings> streams = new ArrayList<>();
        List<String> names = new ArrayList<>(names(settings));
        names.sort(Comparator.comparing(name -> !name.equals(KLINES)));
        Map<String, ChannelFactory> factories = factories();
        for (String name : names) {
            ChannelFactory factory = factory(settings, name, factories);
            Settings block = settings.block(STREAMS + "." + name, STREAMS + "." + factory.template());
            if (named.contains(name) || isEnabled(settings, name, block)) {
                StreamSettings stream = StreamSettings.of(name, factory, block, symbols, settings);
                streams.forEach(other -> refuseBoth(block, stream, other));
                streams.add(stream);
            }
        }
        if (streams.isEmpty()) {
            throw new SettingsException("Setting " + ROOT + "." + STREAMS + ": at least one stream has to be enabled");
        }
        return List.copyOf(streams);
    }

    private static Map<String, ChannelFactory> factories() {
        Map<String, ChannelFactory> byType = new TreeMap<>();
        ServiceLoader.load(ChannelFactory.class, ChannelFactory.class.getClassLoader())
                .forEach(factory -> byType.put(factory.type(), factory));
        return byType;
    }

    private static ChannelFactory factory(Settings settings, String name, Map<String, ChannelFactory> factories) {
        String path = STREAMS + "." + name + "." + TYPE;
        String type = settings.has(path) ? settings.text(path) : KLINE;
        return Optional.ofNullable(factories.get(type))
                .orElseThrow(() -> settings.refused(
                        path, "no such type of stream; there is " + String.join(", ", factories.keySet())));
    }

    /** That the block of its type is not published says nothing about another one. */
    private static boolean isEnabled(Settings settings, String name, Settings block) {
        return !settings.has(STREAMS + "." + name + "." + ENABLED) || block.flag(ENABLED);
    }

    /** Two streams on one topic would overwrite each other's rows; an update can go to one stream only. */
    private static void refuseBoth(Settings block, StreamSettings stream, StreamSettings other) {
        if (stream.topic().equals(other.topic())) {
            throw block.refused("topic", "stream " + other.name() + " has the same topic");
        }
        if (stream.overlaps(other)) {
            String setting = stream.variant().setting();
            throw block.refused(setting, "stream " + other.name() + " has the same " + setting + " of the same pairs");
        }
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

    static Duration positive(Settings settings, String path) {
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

    private static Optional<SchemaRegistration> registry(Settings settings) {
        return settings.optional("schema-registry")
                .map(any -> new SchemaRegistration(
                        url(settings, "schema-registry", Set.of("http", "https"))
                                .toString(),
                        "CANDLESTREAM_PRODUCER_SCHEMA_REGISTRY"));
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static KafkaSettings kafka(Settings settings) {
        Map<String, String> open = ClientSettings.of(settings);
        open.keySet().forEach(key -> KafkaSettings.refusal(key).ifPresent(why -> {
            throw settings.refused(KAFKA + "." + key, why);
        }));
        return new KafkaSettings(settings.text("brokers"), open);
    }
}
