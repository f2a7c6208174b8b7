package io.candlestream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.settings.SettingsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStartTest {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final Properties properties = new Properties();

    CheckpointStartTest(@TempDir Path folder) {
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

        assertThatThrownBy(this::lock)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Cannot use checkpoint " + folder + " with Spark master spark://master:7077")
                .hasMessageContaining("begin anew")
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

    private CheckpointStart lock() {
        ConsumerSettings settings =
                ConsumerSettings.of(ConsumerSettings.loader().load(environment, properties));
        return CheckpointStart.lock(settings, settings.spark().conf());
    }
}
