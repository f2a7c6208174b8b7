package io.candlestream.consumer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Spark and the connector are told of the consumer's settings. */
class SparkSettingsTest {
    private final Map<String, String> environment = new HashMap<>();
    private final Properties properties = new Properties();

    SparkSettingsTest() {
        environment.put("ASSET_SCHEMA_LOCATION", "../schemas/assets.avsc");
    }

    @Test
    void severalNodesEachHaveAPort() {
        environment.put("ASSET_CASSANDRA_HOST", "db1, db2:9043");
        assertThat(conf().get("spark.cassandra.connection.host")).isEqualTo("db1,db2:9043");
    }

    @Test
    void userAndPasswordReachTheConnectorAndNoLog() {
        environment.put("ASSET_CASSANDRA_USERNAME", "writer");
        environment.put("ASSET_CASSANDRA_PASSWORD", "hidden");
        SparkConf conf = conf();

        assertThat(conf.get("spark.cassandra.auth.username")).isEqualTo("writer");
        assertThat(conf.get("spark.cassandra.auth.password")).isEqualTo("hidden");
        assertThat(load().describe()).doesNotContain("hidden");
    }

    @Test
    void tlsReachesTheConnectorWhereItIsWanted() {
        assertThat(conf().contains("spark.cassandra.connection.ssl.enabled")).isFalse();
        environment.put("ASSET_CASSANDRA_TLS", "true");

        assertThat(conf().get("spark.cassandra.connection.ssl.enabled")).isEqualTo("true");
    }

    @Test
    void whatSparkSubmitIsToldWins() {
        environment.put("SPARK_MASTER", "local[2]");
        System.setProperty("spark.master", "local[3]");
        System.setProperty("spark.executor.memory", "3g");
        try {
            SparkConf conf = conf();

            assertThat(conf.get("spark.master")).isEqualTo("local[3]");
            assertThat(conf.get("spark.executor.memory")).isEqualTo("3g");
        } finally {
            System.clearProperty("spark.master");
            System.clearProperty("spark.executor.memory");
        }
    }

    @Test
    void aClusterIsAskedForNoMoreThanItsShare() {
        SparkConf conf = conf();

        assertThat(conf.get("spark.cores.max")).isEqualTo("4");
        assertThat(conf.get("spark.executor.memory")).isEqualTo("1g");
    }

    @Test
    void executorsGetTheParallelCollectorUnlessAnotherIsChosen() {
        assertThat(conf().get("spark.executor.defaultJavaOptions")).contains("-XX:+UseParallelGC");
        properties.setProperty("candlestream.consumer.spark.conf.spark.executor.extraJavaOptions", "-XX:+UseG1GC");

        assertThat(conf().get("spark.executor.extraJavaOptions")).isEqualTo("-XX:+UseG1GC");
        assertThat(conf().contains("spark.executor.defaultJavaOptions")).isFalse();
    }

    @Test
    void aSecretAuthenticatesAndEncryptsAndReachesNoLog() {
        environment.put("CANDLESTREAM_CONSUMER_SPARK_SECRET", "4f1c9d0e77aa");
        SparkConf conf = conf();

        assertThat(conf.get("spark.authenticate.secret")).isEqualTo("4f1c9d0e77aa");
        assertThat(conf.getBoolean("spark.authenticate", false)).isTrue();
        assertThat(conf.getBoolean("spark.network.crypto.enabled", false)).isTrue();
        assertThat(conf.getBoolean("spark.network.crypto.saslFallback", true)).isFalse();
        assertThat(load().describe()).doesNotContain("4f1c9d0e77aa");
    }

    @Test
    void withoutASecretNobodyElseGetsIn() {
        SparkConf conf = conf();

        assertThat(conf.getBoolean("spark.authenticate", false)).isTrue();
        assertThat(conf.contains("spark.authenticate.secret")).isFalse();
        assertThat(conf.get("spark.network.crypto.cipher")).isEqualTo("AES/CTR/NoPadding");
        assertThat(conf.get("spark.network.crypto.authEngineVersion")).isEqualTo("2");
        assertThat(conf.get("spark.driver.host")).isEqualTo("127.0.0.1");
        assertThat(conf.get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
        assertThat(conf.getBoolean("spark.ui.killEnabled", true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark://host:7077", "local-cluster[2,1,1024]", "mesos://host:5050"})
    void aClusterWithoutASecretIsRefused(String master) {
        environment.put("SPARK_MASTER", master);

        assertThatThrownBy(this::conf)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Cannot run on Spark master " + master + " without a secret")
                .hasMessageContaining("CANDLESTREAM_CONSUMER_SPARK_SECRET");

        environment.put("CANDLESTREAM_CONSUMER_SPARK_SECRET", "4f1c9d0e77aa");
        assertThat(conf().contains("spark.driver.host")).isFalse();

        properties.setProperty("candlestream.consumer.spark.conf.spark.authenticate", "false");
        assertThatThrownBy(this::conf).hasMessageContaining("without a secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yarn", "k8s://https://host:6443"})
    void yarnAndKubernetesMakeOneThemselves(String master) {
        environment.put("SPARK_MASTER", master);

        assertThat(conf().getBoolean("spark.authenticate", false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"256m", "511m", "500"})
    void executorsThatSparkWouldNotStartAreRefused(String memory) {
        environment.put("SPARK_MASTER", "spark://host:7077");
        environment.put("CANDLESTREAM_CONSUMER_SPARK_SECRET", "4f1c9d0e77aa");
        properties.setProperty("candlestream.consumer.spark.conf.spark.executor.memory", memory);

        assertThatThrownBy(this::conf)
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "Cannot give executors " + memory + " of memory: 512m is the least, as Spark keeps 300 MB for"
                                + " itself (CANDLESTREAM_CONSUMER_SPARK_EXECUTOR_MEMORY)");
    }

    @Test
    void smallExecutorsHaveACollectorThatLeavesThemEnough() {
        environment.put("CANDLESTREAM_CONSUMER_SPARK_EXECUTOR_MEMORY", "512m");

        assertThat(conf().contains("spark.executor.defaultJavaOptions")).isFalse();
    }

    @Test
    void sparksPageHidesWhatOursHides() {
        assertThat("spark.hadoop.fs.azure.account.key.mine").containsPattern(conf().get("spark.redaction.regex"));
    }

    @Test
    void aSecretThatLooksLikeAPlaceholderIsRefusedWithoutBeingShown() {
        environment.put("CANDLESTREAM_CONSUMER_SPARK_SECRET", "change-me-please");

        assertThatThrownBy(this::conf)
                .hasMessage(
                        "Setting candlestream.consumer.spark.secret (CANDLESTREAM_CONSUMER_SPARK_SECRET) = ***:"
                                + " a secret of your own with at least 12 characters is needed (openssl rand -hex 24 makes one)");
    }

    @Test
    void itsPageAndItsLogOfEventsAreThereWhereTheyAreWanted() {
        assertThat(conf().getBoolean("spark.ui.enabled", true)).isFalse();
        assertThat(conf().contains("spark.eventLog.enabled")).isFalse();
        environment.put("CANDLESTREAM_CONSUMER_SPARK_UI", "true");
        environment.put("CANDLESTREAM_CONSUMER_SPARK_EVENT_LOG", "/var/log/events");

        assertThat(conf().getBoolean("spark.ui.enabled", false)).isTrue();
        assertThat(conf().getBoolean("spark.eventLog.enabled", false)).isTrue();
        assertThat(conf().get("spark.eventLog.dir")).isEqualTo("/var/log/events");
    }

    private SparkConf conf() {
        return ConsumerSettings.of(load()).spark();
    }

    private Settings load() {
        return ConsumerSettings.loader(ConsumerSettings.class).load(environment, properties);
    }
}
