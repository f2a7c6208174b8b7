package io.candlestream.consumer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.candlestream.consumer.checkpoint.Checkpoint.LossPolicy;
import io.candlestream.consumer.checkpoint.CheckpointScope;
import io.candlestream.consumer.registry.SchemaRegistry;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumerSettingsTest {
    private final Map<String, String> environment = new HashMap<>();
    private final Properties properties = new Properties();

    ConsumerSettingsTest() {
        environment.put(
                "ASSET_SCHEMA_LOCATION",
                Path.of(System.getProperty("candlestream.home"), "schemas", "assets.avsc")
                        .toString());
    }

    @Test
    void theDefaultsAreTheContracts() {
        ConsumerSettings settings = settings();
        SparkConf conf = settings.spark();

        assertThat(conf.get("spark.master")).isEqualTo("local[*]");
        assertThat(settings.kafka().brokers()).isEqualTo("localhost:9092");
        assertThat(klines(settings).topic()).isEqualTo("data.asset_prices");
        assertThat(conf.get("spark.cassandra.connection.host")).isEqualTo("localhost");
        assertThat(conf.get("spark.cassandra.connection.port")).isEqualTo("9042");
        assertThat(conf.contains("spark.cassandra.auth.username")).isFalse();
        assertThat(target(settings, klines(settings))).isEqualTo("table assets.assets");
        environment.remove("ASSET_SCHEMA_LOCATION");
        assertThat(load().text("streams.klines.schema")).isEqualTo("./schemas/assets.avsc");
    }

    @Test
    void theOtherDefaults() {
        ConsumerSettings settings = settings();
        QuerySettings live = settings.queries().get(0);
        StreamSettings gaps = live.streams().get(0);

        assertThat(settings.queries()).hasSize(1);
        assertThat(live.name()).isEqualTo("live");
        assertThat(live.checkpoint()).isEqualTo("./checkpoint");
        assertThat(live.maxOffsetsPerTrigger()).isEqualTo(400_000);
        assertThat(live.trigger()).isEqualTo(Duration.ofMillis(200));
        assertThat(live.bufferRows()).isEqualTo(100_000);
        assertThat(klines(settings).deadLetterTopic()).isEqualTo("data.asset_prices.dead");
        assertThat(klines(settings).type().facts()).containsEntry("interval", "1m");
        assertThat(klines(settings).type().maxTextBytes()).isEqualTo(65_535);
        assertThat(klines(settings).sinks()).containsExactly("cassandra");
        assertThat(gaps.name()).isEqualTo("gaps");
        assertThat(gaps.of()).contains("klines");
        assertThat(gaps.topic()).isEqualTo("data.asset_prices.gaps");
        assertThat(gaps.deadLetterTopic()).isEqualTo("data.asset_prices.dead");
        assertThat(target(settings, gaps)).isEqualTo("table assets.gaps");
        assertThat(settings.kafka().startingOffsets()).isEqualTo("earliest");
        assertThat(settings.kafka().client()).isEmpty();
        assertThat(settings.registry()).isEmpty();
        assertThat(settings.metrics().address().orElseThrow()).hasToString("/127.0.0.1:9402");
        assertThat(settings.resilience())
                .isEqualTo(new ResilienceSettings(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(60),
                        LossPolicy.REFUSE,
                        CheckpointScope.THIS_MACHINE));
        assertThat(settings.spark().get("spark.cassandra.read.timeoutMS")).isEqualTo("12000");
    }

    @Test
    void theDefaultsOfTheSinks() {
        assertThat(load().number("sinks.console.rows", 1, 100)).isEqualTo(20);
        assertThat(load().text("sinks.cassandra.consistency")).isEqualTo("LOCAL_QUORUM");
        assertThat(load().number("sinks.cassandra.batch-rows", 1, 1000)).isEqualTo(256);
        assertThat(load().number("sinks.cassandra.in-flight", 1, 1000)).isEqualTo(64);
        assertThat(load().duration("sinks.cassandra.write-deadline")).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource({
        "SPARK_MASTER, spark://master:7077, master",
        "REDPANDA_BROKERS, 'a:1,b:2', brokers",
        "ASSET_PRICES_TOPIC, prices, streams.klines.topic",
        "ASSET_SCHEMA_LOCATION, ./other.avsc, streams.klines.schema",
        "ASSET_INTERVAL, 1h, streams.klines.interval",
        "ASSET_CASSANDRA_HOST, db, sinks.cassandra.host",
        "ASSET_CASSANDRA_PORT, 9142, sinks.cassandra.port",
        "ASSET_CASSANDRA_USERNAME, writer, sinks.cassandra.username",
        "ASSET_CASSANDRA_PASSWORD, hidden, sinks.cassandra.password",
        "ASSET_CASSANDRA_KEYSPACE, market, sinks.cassandra.keyspace",
        "ASSET_CASSANDRA_TABLE, candles, streams.klines.table",
        "ASSET_CASSANDRA_TLS, true, sinks.cassandra.tls",
        "ASSET_CASSANDRA_TRUSTSTORE, trusted.p12, sinks.cassandra.truststore",
        "ASSET_CASSANDRA_TRUSTSTORE_PASSWORD, hidden, sinks.cassandra.truststore-password",
        "ASSET_CASSANDRA_KEYSTORE, keys.p12, sinks.cassandra.keystore",
        "ASSET_CASSANDRA_KEYSTORE_PASSWORD, hidden, sinks.cassandra.keystore-password",
        "ASSET_CASSANDRA_CHECK_HOST, false, sinks.cassandra.check-host",
        "CANDLESTREAM_CONSUMER_DEAD_LETTER_TOPIC, dead, streams.klines.dead-letter-topic",
        "CANDLESTREAM_CONSUMER_SINKS, console, streams.klines.sinks",
        "CANDLESTREAM_CONSUMER_CONSOLE_ROWS, 5, sinks.console.rows",
        "CANDLESTREAM_CONSUMER_CHECKPOINT, /data/checkpoint, queries.live.checkpoint",
        "CANDLESTREAM_CONSUMER_CHECKPOINT_SHARED, true, checkpoint-shared",
        "CANDLESTREAM_CONSUMER_SPARK_CORES_MAX, 8, spark.cores-max",
        "CANDLESTREAM_CONSUMER_SPARK_EXECUTOR_MEMORY, 512m, spark.executor-memory",
        "CANDLESTREAM_CONSUMER_SPARK_SHIP_JARS, false, spark.ship-jars",
        "CANDLESTREAM_CONSUMER_SPARK_SECRET, hidden, spark.secret",
        "CANDLESTREAM_CONSUMER_STARTING_OFFSETS, latest, starting-offsets",
        "CANDLESTREAM_CONSUMER_MAX_OFFSETS_PER_TRIGGER, 1000, queries.live.max-offsets-per-trigger",
        "CANDLESTREAM_CONSUMER_TRIGGER, 1 s, queries.live.trigger",
        "CANDLESTREAM_CONSUMER_STARTUP_DEADLINE, 5 s, startup-deadline",
        "CANDLESTREAM_CONSUMER_STOP_DEADLINE, 6 s, stop-deadline",
        "CANDLESTREAM_CONSUMER_MAX_TEXT_BYTES, 1000, max-text-bytes",
        "CANDLESTREAM_CONSUMER_BUFFER_ROWS, 100, queries.live.buffer-rows",
        "CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY, http://registry:8081, schema-registry",
        "CANDLESTREAM_CONSUMER_GAPS, false, streams.gaps.enabled",
        "CANDLESTREAM_CONSUMER_CASSANDRA_GAPS_TABLE, holes, streams.gaps.table",
        "CANDLESTREAM_CONSUMER_OUTAGE_DEADLINE, 1 minute, outage-deadline",
        "CANDLESTREAM_CONSUMER_STALL_WARNING, 5 s, stall-warning",
        "CANDLESTREAM_CONSUMER_ACCEPT_LOSS, true, accept-loss",
        "CANDLESTREAM_CONSUMER_CASSANDRA_CONSISTENCY, ONE, sinks.cassandra.consistency",
        "CANDLESTREAM_CONSUMER_CASSANDRA_BATCH_ROWS, 16, sinks.cassandra.batch-rows",
        "CANDLESTREAM_CONSUMER_CASSANDRA_IN_FLIGHT, 8, sinks.cassandra.in-flight",
        "CANDLESTREAM_CONSUMER_CASSANDRA_REQUEST_TIMEOUT, 3 s, sinks.cassandra.request-timeout",
        "CANDLESTREAM_CONSUMER_CASSANDRA_WRITE_DEADLINE, 1 minute, sinks.cassandra.write-deadline",
    })
    void everyVariableSetsItsKey(String variable, String value, String path) {
        environment.put(variable, value);

        assertThat(String.join(",", load().list(path))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "ASSET_INTERVAL, 1x",
        "ASSET_SCHEMA_LOCATION, ./none.avsc",
        "ASSET_CASSANDRA_PORT, 0",
        "CANDLESTREAM_CONSUMER_SINKS, file",
        "CANDLESTREAM_CONSUMER_STARTING_OFFSETS, middle",
        "CANDLESTREAM_CONSUMER_CASSANDRA_CONSISTENCY, SERIAL",
        "CANDLESTREAM_CONSUMER_DEAD_LETTER_TOPIC, data.asset_prices",
        "CANDLESTREAM_CONSUMER_TRIGGER, soon",
        "CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY, localhost",
        "CANDLESTREAM_CONSUMER_STALL_WARNING, 0 s",
        "CANDLESTREAM_CONSUMER_ACCEPT_LOSS, perhaps",
        "CANDLESTREAM_CONSUMER_CHECKPOINT_SHARED, perhaps",
        "CANDLESTREAM_CONSUMER_SPARK_CORES_MAX, 0",
        "CANDLESTREAM_CONSUMER_SPARK_EXECUTOR_MEMORY, much",
    })
    void refusesWhatCannotBe(String variable, String value) {
        environment.put(variable, value);

        assertThatThrownBy(this::settings)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(variable)
                .hasMessageContaining(value);
    }

    @Test
    void aggregateTradesAndTheirGapsShareTheQueryOfTheTrades() {
        set("streams.agg_trades.enabled", "true");
        set(
                "streams.agg_trades.schema",
                Path.of(System.getProperty("candlestream.home"), "schemas", "agg_trades.avsc")
                        .toString());

        assertThat(settings().queries())
                .extracting(QuerySettings::name, QuerySettings::topics)
                .contains(tuple("trades", List.of("data.agg_trades.gaps", "data.agg_trades")));
    }

    @Test
    void tradesAndTheirGapsAreReadWhenTheyAreAskedForByAQueryOfTheirOwn() {
        set("streams.trades.enabled", "true");
        set(
                "streams.trades.schema",
                Path.of(System.getProperty("candlestream.home"), "schemas", "trades.avsc")
                        .toString());

        List<QuerySettings> queries = settings().queries();

        assertThat(queries).extracting(QuerySettings::name).containsExactly("live", "trades");
        assertThat(queries)
                .extracting(QuerySettings::topics)
                .containsExactly(
                        List.of("data.asset_prices.gaps", "data.asset_prices"),
                        List.of("data.trades.gaps", "data.trades"));
        assertThat(queries.stream().flatMap(query -> query.streams().stream()))
                .filteredOn(stream -> stream.name().endsWith("gaps"))
                .extracting(stream -> stream.type().layout().table())
                .containsExactly("gaps", "gaps");
    }

    @Test
    void gapsAreReadOnlyWhereTheyAreStored() {
        assertThat(topics()).containsExactly("data.asset_prices.gaps", "data.asset_prices");

        environment.put("CANDLESTREAM_CONSUMER_SINKS", "console");
        assertThat(topics()).containsExactly("data.asset_prices");

        environment.put("CANDLESTREAM_CONSUMER_SINKS", "cassandra, console");
        assertThat(settings().queries().get(0).streams())
                .extracting(StreamSettings::sinks)
                .containsExactly(List.of("cassandra"), List.of("cassandra", "console"));

        environment.remove("CANDLESTREAM_CONSUMER_SINKS");
        environment.put("CANDLESTREAM_CONSUMER_GAPS", "false");
        assertThat(topics()).containsExactly("data.asset_prices");
    }

    @Test
    void aRegistryHasAnAddressAndALossIsAccepted() {
        environment.put("CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY", "http://user:hunter2@registry:8081/");
        environment.put("CANDLESTREAM_CONSUMER_ACCEPT_LOSS", "true");

        assertThat(settings().registry()).map(SchemaRegistry::address).contains("http://registry:8081");
        assertThat(settings().resilience().lossPolicy()).isEqualTo(LossPolicy.ACCEPT);
    }

    @Test
    void theOpenTablesTakeAnyKey() {
        set("kafka.security.protocol", "SSL");
        set("spark.conf.spark.ui.enabled", "true");

        ConsumerSettings settings = settings();

        assertThat(settings.kafka().client()).containsEntry("security.protocol", "SSL");
        assertThat(settings.spark().get("spark.ui.enabled")).isEqualTo("true");
    }

    @Test
    void anotherStreamSinkAndQueryTakeWhatTheyLeaveOutFromTheirType() {
        hourly();
        set("queries.slow.trigger", "10 s");
        set("sinks.second.type", "cassandra");
        set("sinks.second.host", "db2");
        set("sinks.second.password", "hunter2");
        set("sinks.second.username", "writer");
        set("streams.hourly.sinks", "cassandra, second");
        set("streams.hourly.query", "slow");
        environment.put("CANDLESTREAM_CONSUMER_CHECKPOINT", "/data/checkpoint");

        ConsumerSettings settings = settings();
        QuerySettings slow = settings.queries().get(1);
        SparkConf conf = settings.spark();

        assertThat(settings.queries()).extracting(QuerySettings::name).containsExactly("live", "slow");
        assertThat(settings.queries().get(0).checkpoint()).isEqualTo("/data/checkpoint");
        assertThat(slow.checkpoint()).isEqualTo("/data/checkpoint/queries/slow");
        assertThat(slow.trigger()).isEqualTo(Duration.ofSeconds(10));
        assertThat(slow.maxOffsetsPerTrigger()).isEqualTo(400_000);
        assertThat(slow.streams()).singleElement().satisfies(hourly -> {
            assertThat(hourly.topic()).isEqualTo("data.hourly");
            assertThat(hourly.deadLetterTopic()).isEqualTo("data.hourly.dead");
            assertThat(hourly.type().facts()).containsEntry("interval", "1h");
            assertThat(target(settings, hourly)).isEqualTo("table assets.assets_1h");
        });
        assertThat(conf.get("spark.cassandra.connection.host")).isEqualTo("localhost");
        assertThat(conf.get("spark.candlestream.sinks.second.spark.cassandra.connection.host"))
                .isEqualTo("db2");
        assertThat(conf.get("spark.master"))
                .isEqualTo("local[" + 2 * Runtime.getRuntime().availableProcessors() + "]");
    }

    @Test
    void aBlockIsAlsoFoundInAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("candlestream.conf");
        Files.writeString(file, """
                candlestream.consumer {
                  streams.hourly { type = kline, topic = data.hourly, interval = 1h, table = assets_1h }
                  streams.gaps.enabled = false
                }
                """);
        environment.put("CANDLESTREAM_CONFIG", file.toString());

        assertThat(topics()).containsExactly("data.hourly", "data.asset_prices");
    }

    @Test
    void theExampleOfASecondStreamIsRight() {
        environment.put(
                "CANDLESTREAM_CONFIG",
                Path.of(System.getProperty("candlestream.home"), "docs", "streams.conf")
                        .toString());

        List<QuerySettings> queries = settings().queries();
        QuerySettings hours = queries.get(0);

        assertThat(queries).extracting(QuerySettings::name).containsExactly("hours", "live");
        assertThat(hours.trigger()).isEqualTo(Duration.ofSeconds(10));
        assertThat(hours.checkpoint()).isEqualTo("./checkpoint/queries/hours");
        assertThat(hours.streams()).singleElement().satisfies(stream -> {
            assertThat(stream.topic()).isEqualTo("data.asset_prices_1h");
            assertThat(stream.sinks()).containsExactly("cassandra", "screen");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "topic, streams.klines.topic",
        "dead-letter-topic, streams.klines.dead-letter-topic",
        "schema, streams.klines.schema",
        "gaps, streams.gaps.enabled",
        "interval, streams.klines.interval",
        "sinks, streams.klines.sinks",
        "console-rows, sinks.console.rows",
        "checkpoint, queries.live.checkpoint",
        "trigger, queries.live.trigger",
        "max-offsets-per-trigger, queries.live.max-offsets-per-trigger",
        "buffer-rows, queries.live.buffer-rows",
        "cassandra.host, sinks.cassandra.host",
        "cassandra.password, sinks.cassandra.password",
        "cassandra.table, streams.klines.table",
        "cassandra.gaps-table, streams.gaps.table",
    })
    void aPathOfAnEarlierVersionIsRefusedWithTheOneOfToday(String before, String now) {
        assertThat(load().has(now)).isTrue();
        set(before, "any");

        assertThatThrownBy(this::load)
                .isInstanceOf(SettingsException.class)
                .hasMessage("Setting candlestream.consumer." + before
                        + " in the system properties is now candlestream.consumer." + now);
    }

    @Test
    void aBlockMaySayWhatItsTemplateSays() {
        set("streams.ticker_1h.enabled", "true");
        set("streams.ticker_1h.sinks", "console");
        set(
                "streams.ticker_1h.schema",
                Path.of(System.getProperty("candlestream.home"), "schemas", "ticker.avsc")
                        .toString());
        set("streams.trade-gaps.table", "holes");

        assertThat(settings().streams())
                .filteredOn(stream -> stream.name().equals("ticker_1h"))
                .singleElement()
                .satisfies(stream -> assertThat(stream.sinks()).containsExactly("console"));
    }

    @ParameterizedTest
    @CsvSource({
        "streams.more.type, depth, one of agg_trade| gap| kline| ticker| trade is needed",
        "streams.klines.tpic, x, Unknown setting candlestream.consumer.streams.klines.tpic in the system properties; did you mean streams.klines.topic?",
        "streams.klines.sinks, cassandra|files, only cassandra| console are known",
        "streams.klines.query, slow, only live| trades are known",
        "streams.ticker_1h.interval, 1m, Unknown setting candlestream.consumer.streams.ticker_1h.interval",
        "streams.ticker_1h.snks, console, Unknown setting candlestream.consumer.streams.ticker_1h.snks",
        "streams.gaps.of, trades, names no stream that is enabled",
        "streams.gaps.table, assets, is the table of stream gaps in the same sink too",
        "streams.gaps.topic, data.asset_prices, topic data.asset_prices is read by stream gaps of the same query too",
        "streams.klines.enabled, false, streams.gaps.of",
        "queries.live.trigger, soon, queries.live.trigger",
    })
    void refusesWhatDoesNotFitTogether(String path, String value, String message) {
        set(path, value.replace('|', ','));

        assertThatThrownBy(this::settings)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message.replace('|', ','));
    }

    @Test
    void twoStreamsOnOneTopicNeedTwoQueries() {
        hourly();
        set("streams.hourly.topic", "data.asset_prices");
        assertThatThrownBy(this::settings).hasMessageContaining("of the same query too");

        set("queries.slow.trigger", "10 s");
        set("streams.hourly.query", "slow");
        assertThat(settings().queries()).hasSize(2);

        set("queries.slow.checkpoint", "./checkpoint");
        assertThatThrownBy(this::settings)
                .hasMessageContaining("queries.slow.checkpoint = \"./checkpoint\": is that of query live too");
    }

    private void hourly() {
        set("streams.hourly.type", "kline");
        set("streams.hourly.topic", "data.hourly");
        set("streams.hourly.interval", "1h");
        set("streams.hourly.table", "assets_1h");
    }

    private void set(String path, String value) {
        properties.setProperty("candlestream.consumer." + path, value);
    }

    private static StreamSettings klines(ConsumerSettings settings) {
        return settings.streams().stream()
                .filter(stream -> stream.name().equals("klines"))
                .findFirst()
                .orElseThrow();
    }

    private static String target(ConsumerSettings settings, StreamSettings stream) {
        return settings.sinks().get("cassandra").target(stream.type().layout());
    }

    private List<String> topics() {
        return settings().queries().get(0).topics();
    }

    private ConsumerSettings settings() {
        return ConsumerSettings.of(load());
    }

    private Settings load() {
        return ConsumerSettings.loader(ConsumerSettings.class).load(environment, properties);
    }
}
