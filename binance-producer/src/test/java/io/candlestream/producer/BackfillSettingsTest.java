package io.candlestream.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.ingest.backfill.BackfillSettings;
import io.candlestream.runtime.settings.SettingsLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BackfillSettingsTest {
    @Test
    void theDefaultsLeaveTheLiveStreamItsLatency() {
        assertThat(settings(Map.of()))
                .isEqualTo(new BackfillSettings(
                        5_000, 2_000, Duration.ofSeconds(10), Duration.ofSeconds(5), Path.of("./backfill")));
    }

    @Test
    void everyOneHasItsVariable() {
        Map<String, String> environment = Map.of(
                "CANDLESTREAM_PRODUCER_BACKFILL_RATE", "7",
                "CANDLESTREAM_PRODUCER_BACKFILL_WEIGHT", "11",
                "CANDLESTREAM_PRODUCER_BACKFILL_CONFIRM", "3 s",
                "CANDLESTREAM_PRODUCER_HEAL_AFTER_CLOSE", "4 s",
                "CANDLESTREAM_PRODUCER_BACKFILL_FOLDER", "elsewhere");

        assertThat(settings(environment))
                .isEqualTo(new BackfillSettings(
                        7, 11, Duration.ofSeconds(3), Duration.ofSeconds(4), Path.of("elsewhere")));
    }

    private static BackfillSettings settings(Map<String, String> environment) {
        SettingsLoader loader = ProducerSettings.loader();
        return BackfillSettings.of(loader.load(environment, new Properties()));
    }
}
