package io.candlestream.consumer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.candlestream.consumer.checkpoint.TopicState;
import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.execution.streaming.StreamMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryCheckpointTest {
    private static final TopicState PRICES = new TopicState("data.asset_prices", "A", Map.of(0, 0L), Map.of(0, 100L));
    private static final TopicState GAPS =
            new TopicState("data.asset_prices.gaps", "B", Map.of(0, 3L), Map.of(0, 100L));

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final Properties properties = new Properties();

    QueryCheckpointTest(@TempDir Path folder) {
        this.folder = folder;
        environment.put("CANDLESTREAM_CONSUMER_CHECKPOINT", folder.toString());
        environment.put(
                "ASSET_SCHEMA_LOCATION",
                Path.of(System.getProperty("candlestream.home"), "schemas", "assets.avsc")
                        .toString());
    }

    @Test
    void aFolderOfThisMachineIsRefusedWithAClusterUntilItIsToldToBeShared() {
        environment.put("SPARK_MASTER", "spark://master:7077");
        environment.put("CANDLESTREAM_CONSUMER_SPARK_SECRET", "long-and-not-guessable-7c1f");

        assertThatThrownBy(this::lock)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Cannot use checkpoint " + folder + " with Spark master spark://master:7077")
                .hasMessageContaining("begin again")
                .hasMessageContaining("CANDLESTREAM_CONSUMER_CHECKPOINT_SHARED=true");
        assertThat(folder).isEmptyDirectory();

        environment.put("CANDLESTREAM_CONSUMER_CHECKPOINT_SHARED", "true");
        lock().close();
        assertThat(folder.resolve("candlestream.lock")).exists();
    }

    @Test
    void aFolderOfThisMachineIsLockedWithALocalMaster() {
        environment.put("SPARK_MASTER", "local[2]");

        lock().close();

        assertThat(folder.resolve("candlestream.lock")).exists();
    }

    @Test
    void aClusterTakesAnotherFileSystemWhichIsNotLocked() {
        environment.put("SPARK_MASTER", "yarn");
        environment.put("CANDLESTREAM_CONSUMER_CHECKPOINT", "viewfs://mounts/checkpoint");
        properties.setProperty(
                "candlestream.consumer.spark.conf.spark.hadoop.fs.viewfs.mounttable.mounts.link./checkpoint",
                folder.toUri().toString());

        lock().close();

        assertThat(folder).isEmptyDirectory();
    }

    /** Both find no name of the query and write one, before the first batch; Spark itself fails here as it does then. */
    @Test
    void ofTwoThatBeginAtOnceTheLaterOneIsToldWhy() {
        environment.put("SPARK_MASTER", "local[2]");
        begin("the first");

        Throwable failure = catchThrowable(() -> begin("the second"));

        assertThat(failure).isNotNull();
        try (QueryCheckpoint start = lock()) {
            assertThatThrownBy(() -> start.requireAlone(failure))
                    .isInstanceOf(FatalException.class)
                    .hasMessageContaining("Cannot use checkpoint " + folder + ": another consumer runs on it");
            start.requireAlone(new IllegalStateException("something else"));
        }
    }

    /** With the settings that a person changes, and the topics that the brokers have then. */
    @Test
    void aStreamThatIsAddedIsReadFromItsFirstRecordAndOneThatIsRemovedIsLeftWhereItWas() throws IOException {
        begunWithoutGaps();

        environment.put("CANDLESTREAM_CONSUMER_GAPS", "true");
        checked(PRICES, GAPS);

        assertThat(folder.resolve("offsets/1"))
                .content()
                .contains("\"data.asset_prices\":{\"0\":10}", "\"data.asset_prices.gaps\":{\"0\":3}");
        assertThat(folder.resolve("candlestream.properties"))
                .content()
                .contains("stream.gaps.sink.cassandra=table assets.gaps");

        environment.put("CANDLESTREAM_CONSUMER_GAPS", "false");
        checked(PRICES);

        assertThat(folder.resolve("offsets/2")).content().endsWith("{\"data.asset_prices\":{\"0\":10}}");
        assertThat(folder.resolve("candlestream.properties"))
                .content()
                .contains("left={\"data.asset_prices.gaps\":{\"0\":3}}");
    }

    /** What one sink of a stream gets is no other stream's matter. */
    @Test
    void aSinkThatIsAddedIsTakenAndItsTableMustStayTheSame() throws IOException {
        aStreamThatIsAddedIsReadFromItsFirstRecordAndOneThatIsRemovedIsLeftWhereItWas();

        environment.put("CANDLESTREAM_CONSUMER_SINKS", "cassandra, console");
        checked(PRICES);
        assertThat(folder.resolve("candlestream.properties"))
                .content()
                .contains("stream.klines.sink.console=console", "stream.klines.sink.cassandra=table assets.assets");

        environment.put("ASSET_CASSANDRA_TABLE", "others");
        assertThatThrownBy(() -> checked(PRICES))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("it was begun with table assets.assets");
    }

    /** Rows of two windows, or of two references, in one table tell nobody which is which. */
    @Test
    void whatCorrelationsAreMadeWithMustStayTheSame() throws IOException {
        begunWithoutGaps();
        environment.put("CANDLESTREAM_CONSUMER_CORRELATIONS", "true");
        checked(PRICES);

        environment.put("CANDLESTREAM_CONSUMER_CORRELATIONS_WINDOW", "30");
        assertThatThrownBy(() -> checked(PRICES))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("stream klines: derived.correlations.window is 30, it was begun with 60")
                .hasMessageContaining("if the change is meant, delete its line");
        environment.remove("CANDLESTREAM_CONSUMER_CORRELATIONS_WINDOW");
        environment.put("CANDLESTREAM_CONSUMER_CORRELATIONS_REFERENCE", "ethereum");
        assertThatThrownBy(() -> checked(PRICES))
                .hasMessageContaining("derived.correlations.reference is ethereum, it was begun with bitcoin");

        Path lines = folder.resolve("candlestream.properties");
        Files.writeString(lines, Files.readString(lines).replaceAll(".*correlations.reference=.*\n", ""));
        checked(PRICES);
        assertThat(lines).content().contains("stream.klines.derived.correlations.reference=ethereum");
    }

    private void checked(TopicState... topics) {
        try (QueryCheckpoint checkpoint = lock()) {
            checkpoint.check(List.of(topics), lost -> {
                throw new IllegalStateException("lost " + lost);
            });
        }
    }

    private void begin(String query) {
        StreamMetadata.write(
                new StreamMetadata(query),
                new org.apache.hadoop.fs.Path(folder.resolve("metadata").toUri()),
                new Configuration());
    }

    private QueryCheckpoint lock() {
        ConsumerSettings settings = ConsumerSettings.of(
                ConsumerSettings.loader(ConsumerSettings.class).load(environment, properties));
        return QueryCheckpoint.lock(settings.queries().get(0), settings, settings.spark());
    }

    /** It has read ten records of the prices. */
    private void begunWithoutGaps() throws IOException {
        environment.put("CANDLESTREAM_CONSUMER_GAPS", "false");
        checked(PRICES);
        Files.createDirectories(folder.resolve("offsets"));
        Files.createDirectories(folder.resolve("commits"));
        Files.writeString(folder.resolve("offsets/0"), "v1\n{}\n{\"data.asset_prices\":{\"0\":10}}");
        Files.writeString(folder.resolve("commits/0"), "v1\n{}");
    }
}
