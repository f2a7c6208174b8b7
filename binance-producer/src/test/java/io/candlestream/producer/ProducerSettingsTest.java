package io.candlestream.producer;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.candlestream.ingest.channel.RepairSettings;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerSettingsTest {
    private static final String SCHEMA = Path.of(System.getProperty("candlestream.home"), "schemas/assets.avsc")
            .toString();

    @Test
    void defaults() {
        ProducerSettings settings = settings(Map.of());
        assertThat(settings.klines().symbols()).containsExactly("BTCUSDT", "ETHUSDT", "BNBUSDT");
        assertThat(settings.klines().variant().value()).isEqualTo("1m");
        assertThat(settings.exchangeName()).isEqualTo("binance");
        assertThat(settings.klines().topicPartitions()).isEqualTo(4);
        assertThat(settings.engine().topicReplication()).isEqualTo(1);
        assertThat(settings.klines().schema().getFullName()).isEqualTo("io.binance.assets");
        assertThat(settings.engine().stopTimeout()).isEqualTo(ofSeconds(8));
        assertThat(settings.engine().kafka().brokers()).isEqualTo("localhost:9092");
        assertThat(settings.klines().topic()).isEqualTo("data.asset_prices");
        assertThat(settings.engine().connection().streamUrl()).hasToString("wss://data-stream.binance.vision");
        assertThat(settings.engine().connection().restUrl()).hasToString("https://data-api.binance.vision");
        assertThat(settings.engine().connection().startUpDeadline()).isEqualTo(ofSeconds(60));
        assertThat(settings.engine().connection().connectTimeout()).isEqualTo(ofSeconds(10));
        assertThat(settings.engine().connection().connectGap()).isEqualTo(ofMillis(1200));
        assertThat(settings.engine().connection().backoffBase()).isEqualTo(ofSeconds(1));
        assertThat(settings.engine().connection().backoffCap()).isEqualTo(ofSeconds(60));
        assertThat(settings.engine().connection().pingInterval()).isEqualTo(ofSeconds(20));
        assertThat(settings.engine().connection().silenceGrace()).isEqualTo(ofSeconds(15));
        assertThat(settings.engine().connection().answerTimeout()).isEqualTo(ofSeconds(10));
        assertThat(settings.engine().connection().connectionMaxAge()).isEqualTo(ofHours(23));
        assertThat(settings.engine().connection().maxFrame()).isEqualTo(1 << 20);
        assertThat(settings.engine().metrics().address().orElseThrow()).hasToString("/127.0.0.1:9401");
        assertThat(settings.restWeight()).isEqualTo(3000);
        assertThat(settings.klines().repair())
                .contains(new RepairSettings(
                        ofSeconds(5), ofDays(7), 500_000, ofSeconds(120), ofSeconds(1), ofSeconds(60)));
    }

    @Test
    void schemaStandsInTheWorkingFolderByDefault() {
        assertThatThrownBy(() -> ProducerSettings.of(ProducerSettings.loader().load(Map.of(), new Properties())))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("candlestream.producer.streams.klines.schema", "./schemas/assets.avsc");
    }

    @Test
    void namesTheLargestPairs() {
        Map<String, String> names = settings(Map.of()).assetNames();
        assertThat(names)
                .hasSizeGreaterThanOrEqualTo(60)
                .containsEntry("BTCUSDT", "bitcoin")
                .containsEntry("ETHUSDT", "ethereum")
                .containsEntry("BNBUSDT", "binance-coin");
        assertThat(new TreeSet<>(names.values())).as("distinct names").hasSameSizeAs(names.keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "ASSET_SYMBOLS, 'solusdt , ADAUSDT,', symbols, '[SOLUSDT, ADAUSDT]'",
        "ASSET_INTERVAL, 1M, value, 1M",
        "REDPANDA_BROKERS, 'a:1,b:2', brokers, 'a:1,b:2'",
        "ASSET_PRICES_TOPIC, other, topic, other",
        "CANDLESTREAM_PRODUCER_EXCHANGE_NAME, sim, exchangeName, sim",
        "CANDLESTREAM_PRODUCER_STREAM_URL, ws://localhost:1/, streamUrl, ws://localhost:1",
        "CANDLESTREAM_PRODUCER_REST_URL, http://localhost:2, restUrl, http://localhost:2",
        "CANDLESTREAM_PRODUCER_REST_URL, http://user:hunter2@localhost:2, restUrl, http://localhost:2",
        "CANDLESTREAM_PRODUCER_TOPIC_PARTITIONS, 9, topicPartitions, 9",
        "CANDLESTREAM_PRODUCER_TOPIC_REPLICATION, 3, topicReplication, 3",
        "CANDLESTREAM_PRODUCER_SCHEMA_REGISTRY, http://u:hidden@registry:8081/, registry,"
                + " 'Optional[SchemaRegistration[address=http://registry:8081,'",
        "CANDLESTREAM_PRODUCER_STARTUP_DEADLINE, 7 s, startUpDeadline, PT7S",
        "CANDLESTREAM_PRODUCER_CONNECT_TIMEOUT, 7 s, connectTimeout, PT7S",
        "CANDLESTREAM_PRODUCER_CONNECT_GAP, 0, connectGap, PT0S",
        "CANDLESTREAM_PRODUCER_BACKOFF_BASE, 7 s, backoffBase, PT7S",
        "CANDLESTREAM_PRODUCER_BACKOFF_CAP, 7 s, backoffCap, PT7S",
        "CANDLESTREAM_PRODUCER_PING_INTERVAL, 7 s, pingInterval, PT7S",
        "CANDLESTREAM_PRODUCER_SILENCE_GRACE, 7 s, silenceGrace, PT7S",
        "CANDLESTREAM_PRODUCER_ANSWER_TIMEOUT, 7 s, answerTimeout, PT7S",
        "CANDLESTREAM_PRODUCER_CONNECTION_MAX_AGE, 7 h, connectionMaxAge, PT7H",
        "CANDLESTREAM_PRODUCER_HEAL, false, repair, Optional.empty",
        "CANDLESTREAM_PRODUCER_HEAL_AFTER_CLOSE, 7 s, afterClose, PT7S",
        "CANDLESTREAM_PRODUCER_HEAL_BOUND, 7 h, bound, PT7H",
        "CANDLESTREAM_PRODUCER_HEAL_READ_BACK, 77, readBack, 77",
        "CANDLESTREAM_PRODUCER_HEAL_WEIGHT, 77, restWeight, 77",
        "CANDLESTREAM_PRODUCER_MAX_FRAME_BYTES, 2048, maxFrame, 2048",
        "CANDLESTREAM_PRODUCER_STOP_TIMEOUT, 7 s, stopTimeout, PT7S",
        "CANDLESTREAM_PRODUCER_METRICS_HOST, 127.0.0.2, address, Optional[/127.0.0.2:9401]",
        "CANDLESTREAM_PRODUCER_METRICS_PORT, 7, address, Optional[/127.0.0.1:7]",
        "CANDLESTREAM_PRODUCER_METRICS_PORT, none, address, Optional.empty",
    })
    void environmentReplacesADefault(String variable, String value, String component, String expected) {
        ProducerSettings settings = settings(Map.of(variable, value));
        assertThat(settings.toString()).contains(component + "=" + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ASSET_INTERVAL, 2m, 1s, 1m, 3m",
        "ASSET_SYMBOLS, 'BTC USDT', 'BTC USDT', symbol, ASSET_SYMBOLS",
        "ASSET_SYMBOLS, ',', ASSET_SYMBOLS, at least one, ','",
        "ASSET_SCHEMA_LOCATION, nowhere.avsc, ASSET_SCHEMA_LOCATION, nowhere.avsc, no such file",
        "CANDLESTREAM_PRODUCER_STREAM_URL, http://x, STREAM_URL, ws://, wss://",
        "CANDLESTREAM_PRODUCER_STREAM_URL, 'wss://[', STREAM_URL, ws://, wss://",
        "CANDLESTREAM_PRODUCER_CA_FILE, nowhere.pem, nowhere.pem, authority, NoSuchFile",
        "CANDLESTREAM_PRODUCER_TOPIC_PARTITIONS, 0, topic-partitions, 1, 10000",
        "CANDLESTREAM_PRODUCER_PING_INTERVAL, 0 s, ping-interval, 0 s, 1 ms",
        "CANDLESTREAM_PRODUCER_METRICS_PORT, 65536, metrics-port, 0, 65535",
        "CANDLESTREAM_PRODUCER_HEAL_WEIGHT, 6001, heal-weight, 10, 6000",
        "CANDLESTREAM_PRODUCER_PING_INTERVALL, 1 s, PING_INTERVALL, did you mean, PING_INTERVAL",
        "ASSET_SYMBOL, BTCUSDT, ASSET_SYMBOL, did you mean, ASSET_SYMBOLS",
        "CANDLESTREAM_PRODUCER_STREAM_URI, x, STREAM_URI, did you mean, CANDLESTREAM_PRODUCER_STREAM_URL",
    })
    void refusesABadValueByNameAndReason(String variable, String value, String first, String second, String third) {
        assertThatThrownBy(() -> settings(Map.of(variable, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(first, second, third);
    }

    @Test
    void refusesASchemaThatIsNotAvro(@TempDir Path folder) throws IOException {
        String file = Files.writeString(folder.resolve("hello.avsc"), "hello").toString();
        assertThatThrownBy(() -> settings(Map.of("ASSET_SCHEMA_LOCATION", file)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("hello.avsc", "not an Avro schema");
    }

    @Test
    void anotherStreamTakesWhatItLeavesOutFromThatOfItsType() {
        ProducerSettings settings = settings(
                Map.of("ASSET_SYMBOLS", "BTCUSDT,ETHUSDT"),
                streams("hours.interval", "1h", "hours.topic", "data.hours", "hours.symbols", "ethusdt"));

        assertThat(settings.streams()).extracting(StreamSettings::name).containsExactly("klines", "hours");
        StreamSettings hours = settings.streams().get(1);
        assertThat(hours.variant().value()).isEqualTo("1h");
        assertThat(hours.symbols()).containsExactly("ETHUSDT");
        assertThat(hours.schema()).isEqualTo(settings.klines().schema());
        assertThat(hours.topicPartitions()).isEqualTo(4);
        assertThat(settings.symbols()).containsExactlyInAnyOrder("BTCUSDT", "ETHUSDT");
    }

    @Test
    void theExampleOfASecondStreamIsRight() {
        String example = Path.of(System.getProperty("candlestream.home"), "docs/streams.conf")
                .toString();

        StreamSettings hours =
                settings(Map.of("CANDLESTREAM_CONFIG", example)).streams().get(1);

        assertThat(hours.name()).isEqualTo("hours");
        assertThat(hours.variant().value()).isEqualTo("1h");
        assertThat(hours.topic()).isEqualTo("data.asset_prices_1h");
    }

    @Test
    void aStreamThatIsNamedIsTakenEvenWhereItIsNotEnabled() {
        Path schemas = Path.of(System.getProperty("candlestream.home"), "schemas");
        Settings settings = ProducerSettings.loader()
                .load(
                        Map.of(
                                "ASSET_SCHEMA_LOCATION",
                                SCHEMA,
                                "CANDLESTREAM_PRODUCER_TRADES_SCHEMA",
                                schemas.resolve("trades.avsc").toString()),
                        new Properties());

        assertThat(ProducerSettings.of(settings).streams())
                .extracting(StreamSettings::name)
                .containsExactly("klines");
        assertThat(ProducerSettings.of(settings, List.of("trades")).streams())
                .extracting(StreamSettings::name)
                .containsExactly("klines", "trades");
        assertThat(ProducerSettings.names(settings))
                .containsExactlyInAnyOrder(
                        "klines", "trades", "agg_trades", "ticker", "ticker_1h", "ticker_4h", "ticker_1d");
    }

    @Test
    void eachStreamHealsByItsOwnSettingsAndOtherwiseByThoseOfTheProgram() {
        ProducerSettings settings = settings(
                Map.of("CANDLESTREAM_PRODUCER_HEAL_BOUND", "3 d", "CANDLESTREAM_PRODUCER_HEAL_CONFIRM", "9 s"),
                streams(
                        "klines.heal-confirm", "7 s",
                        "hours.interval", "1h",
                        "hours.topic", "data.hours",
                        "hours.heal-bound", "1 h",
                        "days.interval", "1d",
                        "days.topic", "data.days",
                        "days.heal", "false"));

        assertThat(settings.streams())
                .extracting(
                        StreamSettings::name,
                        stream -> stream.repair().map(RepairSettings::bound),
                        stream -> stream.repair().map(RepairSettings::confirm))
                .containsExactly(
                        tuple("klines", Optional.of(ofDays(3)), Optional.of(ofSeconds(7))),
                        tuple("days", Optional.empty(), Optional.empty()),
                        tuple("hours", Optional.of(ofHours(1)), Optional.of(ofSeconds(7))));
        assertRefused(streams("klines.heal-bound", "soon"), "streams.klines.heal-bound", "soon", "a duration");
    }

    @Test
    void aStreamThatIsNotEnabledIsNone() {
        assertThat(settings(
                                Map.of(),
                                streams("klines.enabled", "false", "hours.interval", "1h", "hours.topic", "data.hours"))
                        .klines()
                        .name())
                .isEqualTo("hours");
        assertThatThrownBy(() -> settings(Map.of(), streams("klines.enabled", "false")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("candlestream.producer.streams", "at least one stream");
    }

    @Test
    void refusesStreamsThatCannotBeBesideEachOther() {
        assertRefused(streams("hours.interval", "1h"), "streams.hours.topic", "stream", "same topic");
        assertRefused(streams("other.topic", "x"), "streams.other.interval", "stream", "same interval");
        assertRefused(
                streams("other.type", "depth"),
                "streams.other.type",
                "depth",
                "there is agg_trade, kline, ticker, trade");
        assertRefused(streams("klines.topik", "x"), "streams.klines.topik", "did you mean", "topic");
        assertRefused(streams("other.topik", "x"), "streams.other.topik", "did you mean", "topic");
    }

    @ParameterizedTest
    @CsvSource({"interval, 1h", "topic, x", "topic-partitions, 2", "schema, x.avsc"})
    void saysWhereASettingOfAnEarlierVersionIsNow(String path, String value) {
        Properties properties = new Properties();
        properties.setProperty("candlestream.producer." + path, value);
        assertRefused(
                properties,
                "Setting candlestream.producer." + path,
                "is now",
                "candlestream.producer.streams.klines." + path);
    }

    private static void assertRefused(Properties properties, String first, String second, String third) {
        assertThatThrownBy(() -> settings(Map.of(), properties))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(first, second, third);
    }

    /** Settings under {@code streams}: paths and values by turns. */
    private static Properties streams(String... pathsAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < pathsAndValues.length; i += 2) {
            properties.setProperty("candlestream.producer.streams." + pathsAndValues[i], pathsAndValues[i + 1]);
        }
        return properties;
    }

    @Test
    void passesKafkasOwnSettingsThrough() {
        Properties properties = new Properties();
        properties.setProperty("candlestream.producer.kafka.security.protocol", "SASL_SSL");
        properties.setProperty("candlestream.producer.kafka.max.request.size", "2097152");
        properties.setProperty("candlestream.producer.kafka.sasl.mechanism", "PLAIN");
        properties.setProperty("candlestream.producer.kafka.sasl.username", "me");
        properties.setProperty("candlestream.producer.kafka.sasl.password", "C:\\new");
        Map<String, Object> kafka =
                settings(Map.of(), properties).engine().kafka().forProducer();
        assertThat(kafka)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"me\""
                                + " password=\"C:\\\\new\";")
                .doesNotContainKeys("sasl.username", "sasl.password")
                .containsEntry("max.request.size", "2097152")
                .containsEntry("bootstrap.servers", "localhost:9092")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("compression.type", "lz4")
                .containsEntry("linger.ms", "5")
                .containsEntry("delivery.timeout.ms", "120000");
    }

    @Test
    void refusesKafkaSettingsThatWouldBreakThePromise() {
        Properties properties = new Properties();
        properties.setProperty("candlestream.producer.kafka.acks", "0");
        assertThatThrownBy(() -> settings(Map.of(), properties))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("candlestream.producer.kafka.acks");
    }

    @Test
    void refusesTransactionsWhichItDoesNotEnd() {
        Properties properties = new Properties();
        properties.setProperty("candlestream.producer.kafka.transactional.id", "mine");
        assertThatThrownBy(() -> settings(Map.of(), properties))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("kafka.transactional.id", "the producer sends without transactions");
    }

    private static ProducerSettings settings(Map<String, String> environment) {
        return settings(environment, new Properties());
    }

    private static ProducerSettings settings(Map<String, String> environment, Properties properties) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putIfAbsent("ASSET_SCHEMA_LOCATION", SCHEMA);
        return ProducerSettings.of(ProducerSettings.loader().load(all, properties));
    }
}
