package io.candlestream.consumer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.execution.streaming.StreamMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryCheckpointTest {
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

    private void begin(String query) {
        StreamMetadata.write(
                new StreamMetadata(query),
                new org.apache.hadoop.fs.Path(folder.resolve("metadata").toUri()),
                new Configuration());
    }

    private QueryCheckpoint lock() {
        ConsumerSettings settings = ConsumerSettings.of(
                ConsumerSettings.loader(ConsumerSettings.class).load(environment, properties));
        return QueryCheckpoint.lock(
                settings.queries().get(0), settings, settings.spark().conf());
    }
}
