package io.candlestream.sink.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.settings.QuerySettings;
import io.candlestream.consumer.settings.StreamSettings;
import io.candlestream.runtime.settings.SettingsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The query of the lake, beside those of the streams. */
class LakeQueryTest {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "ASSET_SCHEMA_LOCATION",
            Path.of(System.getProperty("candlestream.home"), "schemas", "assets.avsc")
                    .toString()));

    @Test
    void aStreamIsReadByTheQueryOfEachOfItsSinks() {
        environment.put("CANDLESTREAM_CONSUMER_SINKS", "cassandra,lake");

        assertThat(settings().queries()).extracting(QuerySettings::name).containsExactly("files", "live");
        assertThat(settings().queries().stream().flatMap(query -> query.streams().stream()))
                .extracting(
                        StreamSettings::name,
                        StreamSettings::query,
                        StreamSettings::sinks,
                        StreamSettings::of,
                        StreamSettings::readBy)
                .containsExactly(
                        tuple("gaps-files", "files", List.of("lake"), Optional.of("klines-files"), Optional.of("gaps")),
                        tuple("klines-files", "files", List.of("lake"), Optional.empty(), Optional.of("klines")),
                        tuple("gaps", "live", List.of("cassandra"), Optional.of("klines"), Optional.empty()),
                        tuple("klines", "live", List.of("cassandra"), Optional.empty(), Optional.empty()));
    }

    @Test
    void withTheLakeAloneThereIsItsQueryAlone() {
        environment.put("CANDLESTREAM_CONSUMER_SINKS", "lake");

        assertThat(settings().queries()).singleElement().satisfies(query -> {
            assertThat(query.name()).isEqualTo("files");
            assertThat(query.checkpoint()).isEqualTo("./checkpoint/queries/files");
            assertThat(query.streams()).extracting(StreamSettings::name).containsExactly("gaps", "klines");
        });
    }

    @Test
    void whatIsMadeOfKlinesIsWrittenAsSlowlyAsThey() {
        environment.put("CANDLESTREAM_CONSUMER_SINKS", "cassandra,lake");
        environment.put("CANDLESTREAM_CONSUMER_FEATURES", "true");
        environment.put("CANDLESTREAM_CONSUMER_FEATURES_SINKS", "cassandra,lake");
        environment.put("CANDLESTREAM_CONSUMER_METRICS", "true");
        environment.put("CANDLESTREAM_CONSUMER_METRICS_SINKS", "cassandra,lake");

        ConsumerSettings settings = settings();
        assertThat(settings.streams())
                .filteredOn(stream -> stream.windows().isPresent())
                .extracting(StreamSettings::name, StreamSettings::query, StreamSettings::sinks)
                .containsExactly(
                        tuple("metrics", "metrics", List.of("cassandra")),
                        tuple("metrics-files", "metrics-files", List.of("lake")));
        assertThat(settings.streams())
                .filteredOn(stream -> stream.name().startsWith("klines"))
                .extracting(
                        stream -> settings.madeOf(stream).get(0).sinksOf(stream),
                        stream -> settings.madeOf(stream).get(0).storeOf(stream))
                .containsExactly(tuple(List.of("lake"), "cassandra"), tuple(List.of("cassandra"), "cassandra"));
    }

    @Test
    void aQueryThatIsNotThereIsRefused() {
        environment.put("CANDLESTREAM_CONSUMER_SINKS", "lake");
        environment.put("CANDLESTREAM_LAKE_QUERY", "slow");

        assertThatThrownBy(this::settings)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("sinks.lake.query")
                .hasMessageContaining("only files, live, metrics, metrics-files, trades are known");
    }

    private ConsumerSettings settings() {
        return ConsumerSettings.of(
                ConsumerSettings.loader(LakeSinkFactory.class).load(environment, new Properties()));
    }
}
