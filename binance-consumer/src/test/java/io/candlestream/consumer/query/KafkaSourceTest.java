package io.candlestream.consumer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.candlestream.consumer.batch.SourceRecord;
import io.candlestream.consumer.settings.ConsumerSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.streaming.StreamingRelationV2;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Spark is asked for; no broker is reached before the query starts. */
class KafkaSourceTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "ASSET_SCHEMA_LOCATION", "../schemas/assets.avsc",
            "REDPANDA_BROKERS", "one:9092,two:9092",
            "ASSET_PRICES_TOPIC", "prices",
            "CANDLESTREAM_CONSUMER_STARTING_OFFSETS", "latest",
            "CANDLESTREAM_CONSUMER_MAX_OFFSETS_PER_TRIGGER", "1234");

    private static SparkSession spark;

    private final Properties properties = new Properties();

    @BeforeAll
    static void startSpark() {
        spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .getOrCreate();
    }

    @AfterAll
    static void stopSpark() {
        spark.stop();
    }

    @Test
    void readsAllTopicsOfTheQueryInBoundedBatches() {
        assertThat(options(open()))
                .contains(
                        entry("kafka.bootstrap.servers", "one:9092,two:9092"),
                        entry("subscribe", "prices.gaps,prices"),
                        entry("startingoffsets", "latest"),
                        entry("maxoffsetspertrigger", "1234"));
    }

    @Test
    void neitherSkipsLostRecordsNorReadsAbortedOnes() {
        assertThat(options(open()))
                .contains(entry("failondataloss", "true"), entry("kafka.isolation.level", "read_committed"));
    }

    @Test
    void noticesAnAbsentBrokerWithinSecondsUnlessTheSettingsSayOtherwise() {
        assertThat(options(open()))
                .contains(entry("kafka.request.timeout.ms", "10000"), entry("kafka.default.api.timeout.ms", "10000"));

        set("request.timeout.ms", "31000");

        assertThat(options(open()))
                .contains(entry("kafka.request.timeout.ms", "31000"))
                .doesNotContainKey("kafka.default.api.timeout.ms");
    }

    @Test
    void whatTheSettingsSayOfKafkasClientsWins() {
        set("isolation.level", "read_uncommitted");
        set("security.protocol", "SASL_SSL");

        assertThat(options(open()))
                .contains(
                        entry("kafka.isolation.level", "read_uncommitted"),
                        entry("kafka.security.protocol", "SASL_SSL"));
    }

    /** A batch is read below its plan, by the places of the columns. */
    @Test
    void itsColumnsAreThoseOfARecord() {
        assertThat(open().columns()).containsExactly(SourceRecord.COLUMNS.toArray(String[]::new));
        assertThat(leaf(open()).output().mkString(",").replaceAll("#\\d+L?", ""))
                .isEqualTo(String.join(",", SourceRecord.COLUMNS));
    }

    private void set(String key, String value) {
        properties.setProperty("candlestream.consumer.kafka." + key, value);
    }

    private Dataset<Row> open() {
        ConsumerSettings settings = ConsumerSettings.of(
                ConsumerSettings.loader(ConsumerSettings.class).load(ENVIRONMENT, properties));
        return KafkaSource.open(spark, settings.kafka(), settings.queries().get(0));
    }

    private static StreamingRelationV2 leaf(Dataset<Row> opened) {
        return (StreamingRelationV2)
                opened.queryExecution().logical().collectLeaves().head();
    }

    private static Map<String, String> options(Dataset<Row> opened) {
        return leaf(opened).extraOptions().asCaseSensitiveMap().entrySet().stream()
                .collect(Collectors.toMap(option -> option.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    }
}
