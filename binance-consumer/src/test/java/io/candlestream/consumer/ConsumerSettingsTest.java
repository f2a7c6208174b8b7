package io.candlestream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.ConsumerSettings.Sink;
import io.candlestream.consumer.cassandra.TableSettings;
import io.candlestream.consumer.guard.Checkpoint.LossPolicy;
import io.candlestream.consumer.wire.SchemaRegistry;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
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
        SparkConf conf = settings.spark().conf();

        assertThat(conf.get("spark.master")).isEqualTo("local[*]");
        assertThat(settings.brokers()).isEqualTo("localhost:9092");
        assertThat(settings.topic()).isEqualTo("data.asset_prices");
        assertThat(conf.get("spark.cassandra.connection.host")).isEqualTo("localhost");
        assertThat(conf.get("spark.cassandra.connection.port")).isEqualTo("9042");
        assertThat(conf.contains("spark.cassandra.auth.username")).isFalse();
        assertThat(settings.table().name()).isEqualTo("assets.assets");
        environment.remove("ASSET_SCHEMA_LOCATION");
        assertThat(load().text("schema")).isEqualTo("./schemas/assets.avsc");
    }

    @Test
    void theOtherDefaults() {
        ConsumerSettings settings = settings();

        assertThat(settings.deadLetterTopic()).isEqualTo("data.asset_prices.dead");
        assertThat(settings.klines().interval()).isEqualTo(Interval.MINUTE_1);
        assertThat(settings.klines().maxTextBytes()).isEqualTo(65_535);
        assertThat(settings.sinks()).containsExactly(Sink.CASSANDRA);
        assertThat(settings.consoleRows()).isEqualTo(20);
        assertThat(settings.checkpoint()).isEqualTo("./checkpoint");
        assertThat(settings.startingOffsets()).isEqualTo("earliest");
        assertThat(settings.metrics().address().orElseThrow()).hasToString("/127.0.0.1:9402");
        assertThat(settings.maxOffsetsPerTrigger()).isEqualTo(400_000);
        assertThat(settings.trigger()).isEqualTo(Duration.ofMillis(200));
        assertThat(settings.startupDeadline()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.stopDeadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.bufferRows()).isEqualTo(100_000);
        assertThat(settings.registry()).isEmpty();
        assertThat(settings.gapsTopic()).isEqualTo("data.asset_prices.gaps");
        assertThat(settings.gapsTable()).map(TableSettings::name).contains("assets.gaps");
        assertThat(settings.guards().outageDeadline()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.guards().stallWarning()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.guards().lossPolicy()).isEqualTo(LossPolicy.REFUSE);
        assertThat(settings.kafka()).isEmpty();
        assertThat(settings.table().consistency()).isEqualTo("LOCAL_QUORUM");
        assertThat(settings.table().batchRows()).isEqualTo(256);
        assertThat(settings.table().inFlight()).isEqualTo(64);
        assertThat(settings.table().writeDeadline()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.spark().conf().get("spark.cassandra.read.timeoutMS"))
                .isEqualTo("12000");
    }

    @ParameterizedTest
    @CsvSource({
        "SPARK_MASTER, spark://master:7077, master",
        "REDPANDA_BROKERS, 'a:1,b:2', brokers",
        "ASSET_PRICES_TOPIC, prices, topic",
        "ASSET_SCHEMA_LOCATION, ./other.avsc, schema",
        "ASSET_INTERVAL, 1h, interval",
        "ASSET_CASSANDRA_HOST, db, cassandra.host",
        "ASSET_CASSANDRA_PORT, 9142, cassandra.port",
        "ASSET_CASSANDRA_USERNAME, writer, cassandra.username",
        "ASSET_CASSANDRA_PASSWORD, hidden, cassandra.password",
        "ASSET_CASSANDRA_KEYSPACE, market, cassandra.keyspace",
        "ASSET_CASSANDRA_TABLE, candles, cassandra.table",
        "ASSET_CASSANDRA_TLS, true, cassandra.tls",
        "ASSET_CASSANDRA_TRUSTSTORE, trusted.p12, cassandra.truststore",
        "ASSET_CASSANDRA_TRUSTSTORE_PASSWORD, hidden, cassandra.truststore-password",
        "ASSET_CASSANDRA_KEYSTORE, keys.p12, cassandra.keystore",
        "ASSET_CASSANDRA_KEYSTORE_PASSWORD, hidden, cassandra.keystore-password",
        "ASSET_CASSANDRA_CHECK_HOST, false, cassandra.check-host",
        "CANDLESTREAM_CONSUMER_DEAD_LETTER_TOPIC, dead, dead-letter-topic",
        "CANDLESTREAM_CONSUMER_SINKS, console, sinks",
        "CANDLESTREAM_CONSUMER_CONSOLE_ROWS, 5, console-rows",
        "CANDLESTREAM_CONSUMER_CHECKPOINT, /data/checkpoint, checkpoint",
        "CANDLESTREAM_CONSUMER_CHECKPOINT_SHARED, true, checkpoint-shared",
        "CANDLESTREAM_CONSUMER_SPARK_CORES_MAX, 8, spark.cores-max",
        "CANDLESTREAM_CONSUMER_SPARK_EXECUTOR_MEMORY, 512m, spark.executor-memory",
        "CANDLESTREAM_CONSUMER_SPARK_SHIP_JARS, false, spark.ship-jars",
        "CANDLESTREAM_CONSUMER_SPARK_SECRET, hidden, spark.secret",
        "CANDLESTREAM_CONSUMER_STARTING_OFFSETS, latest, starting-offsets",
        "CANDLESTREAM_CONSUMER_MAX_OFFSETS_PER_TRIGGER, 1000, max-offsets-per-trigger",
        "CANDLESTREAM_CONSUMER_TRIGGER, 1 s, trigger",
        "CANDLESTREAM_CONSUMER_STARTUP_DEADLINE, 5 s, startup-deadline",
        "CANDLESTREAM_CONSUMER_STOP_DEADLINE, 6 s, stop-deadline",
        "CANDLESTREAM_CONSUMER_MAX_TEXT_BYTES, 1000, max-text-bytes",
        "CANDLESTREAM_CONSUMER_BUFFER_ROWS, 100, buffer-rows",
        "CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY, http://registry:8081, schema-registry",
        "CANDLESTREAM_CONSUMER_GAPS, false, gaps",
        "CANDLESTREAM_CONSUMER_CASSANDRA_GAPS_TABLE, holes, cassandra.gaps-table",
        "CANDLESTREAM_CONSUMER_OUTAGE_DEADLINE, 1 minute, outage-deadline",
        "CANDLESTREAM_CONSUMER_STALL_WARNING, 5 s, stall-warning",
        "CANDLESTREAM_CONSUMER_ACCEPT_LOSS, true, accept-loss",
        "CANDLESTREAM_CONSUMER_CASSANDRA_CONSISTENCY, ONE, cassandra.consistency",
        "CANDLESTREAM_CONSUMER_CASSANDRA_BATCH_ROWS, 16, cassandra.batch-rows",
        "CANDLESTREAM_CONSUMER_CASSANDRA_IN_FLIGHT, 8, cassandra.in-flight",
        "CANDLESTREAM_CONSUMER_CASSANDRA_REQUEST_TIMEOUT, 3 s, cassandra.request-timeout",
        "CANDLESTREAM_CONSUMER_CASSANDRA_WRITE_DEADLINE, 1 minute, cassandra.write-deadline",
    })
    void everyVariableSetsItsKey(String variable, String value, String path) {
        environment.put(variable, value);

        assertThat(String.join(",", load().words(path))).isEqualTo(value);
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
    void gapsAreReadOnlyWhereTheyAreStored() {
        assertThat(settings().topics()).containsExactly("data.asset_prices", "data.asset_prices.gaps");
        environment.put("CANDLESTREAM_CONSUMER_SINKS", "console");
        assertThat(settings().topics()).containsExactly("data.asset_prices");
        environment.remove("CANDLESTREAM_CONSUMER_SINKS");
        environment.put("CANDLESTREAM_CONSUMER_GAPS", "false");
        assertThat(settings().topics()).containsExactly("data.asset_prices");
    }

    @Test
    void aRegistryHasAnAddressAndALossIsAccepted() {
        environment.put("CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY", "http://user:hunter2@registry:8081/");
        environment.put("CANDLESTREAM_CONSUMER_ACCEPT_LOSS", "true");

        assertThat(settings().registry()).map(SchemaRegistry::address).contains("http://registry:8081");
        assertThat(settings().guards().lossPolicy()).isEqualTo(LossPolicy.ACCEPT);
    }

    @Test
    void theOpenTablesTakeAnyKey() {
        properties.setProperty("candlestream.consumer.kafka.security.protocol", "SSL");
        properties.setProperty("candlestream.consumer.spark.conf.spark.ui.enabled", "true");
        ConsumerSettings settings = settings();

        assertThat(settings.kafka()).containsEntry("security.protocol", "SSL");
        assertThat(settings.spark().conf().get("spark.ui.enabled")).isEqualTo("true");
    }

    private ConsumerSettings settings() {
        return ConsumerSettings.of(load());
    }

    private Settings load() {
        return ConsumerSettings.loader().load(environment, properties);
    }
}
