package io.candlestream.sink.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class LakeAddressTest {
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void theCatalogLiesBesideTheFiles() {
        environment.put("CANDLESTREAM_LAKE_WAREHOUSE", "/data/lake");

        assertThat(address().properties())
                .containsEntry("warehouse", "file:///data/lake")
                .containsEntry("uri", "jdbc:sqlite:/data/lake/catalog.db");
    }

    @Test
    void aFolderIsOfTheWorkingDirectory() {
        assertThat(address().properties())
                .containsEntry("warehouse", "file://" + Path.of("lake").toAbsolutePath());
    }

    @Test
    void aWarehouseElsewhereNeedsACatalog() {
        environment.put("CANDLESTREAM_LAKE_WAREHOUSE", "hdfs://name/lake");

        assertThatThrownBy(this::address)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("sinks.lake.catalog (CANDLESTREAM_LAKE_CATALOG)")
                .hasMessageContaining("must be named");
    }

    @Test
    void s3NeedsJarsThatNeitherJavaNorIcebergBrings() {
        environment.put("CANDLESTREAM_LAKE_WAREHOUSE", "s3://bucket/lake");
        Settings block = settings().block("sinks.lake", "sinks.lake");

        assertThatThrownBy(() -> LakeAddress.requireSdk(block, ClassLoader.getPlatformClassLoader()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Amazon's SDK");
    }

    @Test
    void noMessageHasThePassword() {
        environment.put("CANDLESTREAM_LAKE_CATALOG", "jdbc:postgresql://db/lake");
        environment.put("CANDLESTREAM_LAKE_CATALOG_USERNAME", "writer");
        environment.put("CANDLESTREAM_LAKE_CATALOG_PASSWORD", "only-for-this-test");

        assertThat(address().properties())
                .containsEntry("jdbc.user", "writer")
                .containsEntry("jdbc.password", "only-for-this-test");
        assertThat(address()).asString().doesNotContain("only-for-this-test");
        assertThat(settings().describe()).doesNotContain("only-for-this-test");
    }

    @Test
    void travelsInSparksConfiguration() {
        SparkConf conf = new SparkConf(false);
        address().conf("lake").forEach(conf::set);

        assertThat(LakeAddress.of("lake", conf)).isEqualTo(address());
    }

    private LakeAddress address() {
        return LakeAddress.of(settings().block("sinks.lake", "sinks.lake"));
    }

    private Settings settings() {
        return ConsumerSettings.loader(LakeSinkFactory.class).load(environment, new Properties());
    }
}
