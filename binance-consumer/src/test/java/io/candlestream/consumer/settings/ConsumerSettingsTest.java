package io.candlestream.consumer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.checkpoint.Checkpoint.LossPolicy;
import io.candlestream.consumer.checkpoint.CheckpointScope;
import io.candlestream.consumer.registry.SchemaRegistry;
import io.candlestream.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumerSettingsTest extends LoadedSettings {
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
        assertThat(live.recordsPerTask()).isEqualTo(1);
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
        "CANDLESTREAM_CONSUMER_TOPIC_NAME, all.{table}, sinks.topic.name",
        "CANDLESTREAM_CONSUMER_TOPIC_FORMAT, json, sinks.topic.format",
        "CANDLESTREAM_CONSUMER_TOPIC_DELIVERY, transactional, sinks.topic.delivery",
        "CANDLESTREAM_CONSUMER_TOPIC_PARTITIONS, 7, sinks.topic.partitions",
        "CANDLESTREAM_CONSUMER_TOPIC_WRITE_DEADLINE, 1 minute, sinks.topic.write-deadline",
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
        "CANDLESTREAM_CONSUMER_RECORDS_PER_TASK, 100, queries.live.records-per-task",
        "CANDLESTREAM_CONSUMER_FILES_RECORDS_PER_TASK, 100, queries.files.records-per-task",
        "CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY, http://registry:8081, schema-registry",
        "CANDLESTREAM_CONSUMER_GAPS, false, streams.gaps.enabled",
        "CANDLESTREAM_CONSUMER_CASSANDRA_GAPS_TABLE, holes, streams.gaps.table",
        "CANDLESTREAM_CONSUMER_REVISIONS, false, streams.klines.revisions",
        "CANDLESTREAM_CONSUMER_CASSANDRA_REVISIONS_TABLE, changes, streams.klines.revisions-table",
        "CANDLESTREAM_CONSUMER_TRADE_REVISIONS, false, streams.trades.revisions",
        "CANDLESTREAM_CONSUMER_CASSANDRA_TRADE_REVISIONS_TABLE, changes, streams.trades.revisions-table",
        "CANDLESTREAM_CONSUMER_AGG_TRADE_REVISIONS, false, streams.agg_trades.revisions",
        "CANDLESTREAM_CONSUMER_CASSANDRA_AGG_TRADE_REVISIONS_TABLE, changes, streams.agg_trades.revisions-table",
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
        "CANDLESTREAM_CONSUMER_REVISIONS, perhaps",
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
    void namesWhatThereIsInThePlaceOfWhatIsNot(@TempDir Path folder) throws IOException {
        String file = Files.writeString(folder.resolve("hello.avsc"), "hello").toString();

        assertRefused("ASSET_INTERVAL", "7m", "ASSET_INTERVAL", "7m", "15m");
        assertRefused("ASSET_SCHEMA_LOCATION", file, "hello.avsc", "not an Avro schema");
        assertRefused("ASSET_CASANDRA_HOST", "x", "ASSET_CASANDRA_HOST", "ASSET_CASSANDRA_HOST");
    }

    private void assertRefused(String variable, String value, String... parts) {
        Map<String, String> before = Map.copyOf(environment);
        environment.put(variable, value);

        assertThatThrownBy(this::settings).isInstanceOf(SettingsException.class).hasMessageContainingAll(parts);
        environment.clear();
        environment.putAll(before);
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

    private static StreamSettings klines(ConsumerSettings settings) {
        return settings.streams().stream()
                .filter(stream -> stream.name().equals("klines"))
                .findFirst()
                .orElseThrow();
    }
}
