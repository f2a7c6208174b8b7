package io.candlestream.consumer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.candlestream.runtime.settings.SettingsException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of stored rows: of which stream, in which sinks, and what does not fit together. */
class DerivedBlocksTest extends LoadedSettings {
    @Test
    void nothingIsMadeUnlessAskedFor() {
        assertThat(settings().derived()).isEmpty();
    }

    @Test
    void featuresAreMadeInTheSinksOfTheKlinesThatCanBeReadBack() {
        environment.put("CANDLESTREAM_CONSUMER_FEATURES", "true");
        environment.put("CANDLESTREAM_CONSUMER_CASSANDRA_FEATURES_TABLE", "made");
        environment.put("CANDLESTREAM_CONSUMER_SINKS", "cassandra, console");

        assertThat(settings().derived()).singleElement().satisfies(made -> {
            assertThat(made.name()).isEqualTo("features");
            assertThat(made.of()).isEqualTo("klines");
            assertThat(made.sinks()).containsExactly("cassandra");
            assertThat(made.type().layout().table()).isEqualTo("made");
        });
        assertThat(settings().streams())
                .allSatisfy(stream -> assertThat(settings().madeOf(stream))
                        .hasSize(stream.name().equals("klines") ? 1 : 0));
    }

    @Test
    void featuresForSinksThatCannotBeReadBackAreMadeOfWhatAnotherHasStored() {
        environment.put("CANDLESTREAM_CONSUMER_FEATURES", "true");
        environment.put("CANDLESTREAM_CONSUMER_SINKS", "console, cassandra, topic");
        environment.put("CANDLESTREAM_CONSUMER_FEATURES_SINKS", "topic");

        assertThat(settings().derived()).singleElement().satisfies(made -> {
            assertThat(made.sinks()).containsExactly("topic");
            assertThat(made.stores()).containsExactly("cassandra");
        });
    }

    @Test
    void metricsForATopicNeedNoStore() {
        environment.put("CANDLESTREAM_CONSUMER_METRICS", "true");
        environment.put("CANDLESTREAM_CONSUMER_SINKS", "topic");
        environment.put("CANDLESTREAM_CONSUMER_METRICS_SINKS", "topic");

        assertThat(settings().queries())
                .filteredOn(query -> query.name().equals("metrics"))
                .singleElement()
                .satisfies(query -> assertThat(query.sinks()).containsExactly("topic"));
    }

    @Test
    void anotherIntervalCanHaveItsOwn() {
        set("streams.hourly.type", "kline");
        set("streams.hourly.topic", "data.hourly");
        set("streams.hourly.table", "hourly");
        set("streams.hourly.interval", "1h");
        set("derived.features.enabled", "true");
        set("derived.hourly-features.type", "features");
        set("derived.hourly-features.of", "hourly");
        set("derived.hourly-features.table", "hourly_features");

        assertThat(settings().derived())
                .extracting(DerivedSettings::of, made -> made.type().layout().table())
                .containsExactly(tuple("klines", "features"), tuple("hourly", "hourly_features"));
    }

    @Test
    void metricsReadTheTopicOfTheKlinesAgainInAQueryOfTheirOwn() {
        environment.put("CANDLESTREAM_CONSUMER_METRICS", "true");
        environment.put("CANDLESTREAM_CONSUMER_FEATURES", "true");
        environment.put("CANDLESTREAM_CONSUMER_CASSANDRA_METRICS_TABLE", "measured");
        environment.put("CANDLESTREAM_CONSUMER_SINKS", "cassandra, console");
        environment.put("CANDLESTREAM_CONSUMER_METRICS_TRIGGER", "1 s");

        QuerySettings query = settings().queries().stream()
                .filter(one -> one.name().equals("metrics"))
                .findFirst()
                .orElseThrow();
        assertThat(query.trigger()).hasSeconds(1);
        assertThat(query.streams()).singleElement().satisfies(stream -> {
            assertThat(stream.name()).isEqualTo("metrics");
            assertThat(stream.topic()).isEqualTo("data.asset_prices");
            assertThat(stream.sinks()).containsExactly("cassandra");
            assertThat(stream.layout().table()).isEqualTo("measured");
            assertThat(stream.facts()).containsEntry("interval", "1m").containsEntry("window", "1m");
            assertThat(settings().madeOf(stream)).as("features").isEmpty();
        });
        assertThat(settings().derived()).extracting(DerivedSettings::name).containsExactly("features");
    }

    @Test
    void metricsOfTradesReadTheirTopicInTheQueryOfTheOtherMetrics() {
        enableTradeMetrics();
        environment.put("CANDLESTREAM_CONSUMER_METRICS", "true");
        environment.put("CANDLESTREAM_CONSUMER_TRADE_METRICS_WINDOW", "5m/1m");
        environment.put("CANDLESTREAM_CONSUMER_CASSANDRA_TRADE_METRICS_TABLE", "traded");

        QuerySettings query = settings().queries().stream()
                .filter(one -> one.name().equals("metrics"))
                .findFirst()
                .orElseThrow();
        assertThat(query.streams())
                .extracting(StreamSettings::name, StreamSettings::topic)
                .containsExactly(tuple("metrics", "data.asset_prices"), tuple("trade_metrics", "data.trades"));
        StreamSettings trades = query.streams().get(1);
        assertThat(trades.sinks()).containsExactly("cassandra");
        assertThat(trades.layout().table()).isEqualTo("traded");
        assertThat(trades.layout().partitionKey()).containsExactly("symbol", "interval");
        assertThat(trades.facts()).containsEntry("window", "5m/1m");
    }

    @Test
    void correlationsAreComparedWithTheAssetThatIsNamed() {
        environment.put("CANDLESTREAM_CONSUMER_CORRELATIONS", "true");
        assertThat(settings().derived()).singleElement().satisfies(made -> {
            assertThat(made.type().reference()).contains("bitcoin");
            assertThat(made.type().layout().table()).isEqualTo("correlations");
            assertThat(made.type().from(0)).isEqualTo(-60 * 60_000);
            assertThat(made.type().to(0)).isEqualTo(60 * 60_000);
        });

        environment.put("CANDLESTREAM_CONSUMER_CORRELATIONS_REFERENCE", "ethereum");
        environment.put("CANDLESTREAM_CONSUMER_CORRELATIONS_WINDOW", "1000");
        environment.put("CANDLESTREAM_CONSUMER_CASSANDRA_CORRELATIONS_TABLE", "against_ether");
        environment.put("CANDLESTREAM_CONSUMER_SINKS", "cassandra, topic");
        environment.put("CANDLESTREAM_CONSUMER_CORRELATIONS_SINKS", "topic");
        assertThat(settings().derived()).singleElement().satisfies(made -> {
            assertThat(made.type().reference()).contains("ethereum");
            assertThat(made.type().layout().table()).isEqualTo("against_ether");
            assertThat(made.type().from(0)).isEqualTo(-1000 * 60_000);
            assertThat(made.sinks()).containsExactly("topic");
            assertThat(made.stores()).containsExactly("cassandra");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "derived.correlations.of, gaps, a stream of klines is needed",
        "derived.correlations.window, 1, a whole number from 2 to 1000 is needed",
        "derived.correlations.window, 1001, a whole number from 2 to 1000 is needed",
        "derived.correlations.table, features, is the table of another stream too",
    })
    void refusesCorrelationsThatDoNotFit(String path, String value, String reason) {
        set("derived.features.enabled", "true");
        set("derived.correlations.enabled", "true");
        set(path, value);

        assertThatThrownBy(this::settings).isInstanceOf(SettingsException.class).hasMessageContaining(reason);
    }

    private void enableTradeMetrics() {
        environment.put("CANDLESTREAM_CONSUMER_TRADES", "true");
        environment.put(
                "CANDLESTREAM_CONSUMER_TRADES_SCHEMA",
                Path.of(System.getProperty("candlestream.home"), "schemas", "trades.avsc")
                        .toString());
        environment.put("CANDLESTREAM_CONSUMER_TRADE_METRICS", "true");
    }

    @ParameterizedTest
    @CsvSource({
        "derived.trade_metrics.of, klines, derived.trade_metrics.of = \"klines\": a stream of trades is needed",
        "derived.trade_metrics.window, 1w, an interval up to 1d is needed",
        "derived.trade_metrics.window, 7m, an interval up to 1d is needed",
        "derived.trade_metrics.window, 1h/30s, an interval up to 1d is needed",
        "derived.trade_metrics.window, 1h/25m, an interval up to 1d is needed",
        "derived.trade_metrics.window, 1h/1s, the length is 2 to 60 times the slide",
        "derived.trade_metrics.query, trades, reads topic data.trades for its rows",
        "streams.trades.enabled, false, derived.trade_metrics.of = \"trades\": names no stream that is enabled",
        "streams.trades.sinks, console, none of its sinks can be read back",
        "derived.trade_metrics.table, trades, is the table of another stream too",
    })
    void refusesMetricsOfTradesThatDoNotFit(String path, String value, String reason) {
        enableTradeMetrics();
        set(path, value);

        assertThatThrownBy(this::settings).isInstanceOf(SettingsException.class).hasMessageContaining(reason);
    }

    /** The examples of {@code docs}: how long a batch of metrics waits for the next. */
    @ParameterizedTest
    @CsvSource({"low-latency, 1", "high-throughput, 30"})
    void aProfileSetsWhatBelongsTogether(String profile, int seconds) {
        Path file = Path.of(System.getProperty("candlestream.home"), "docs", profile + ".conf");
        environment.put("CANDLESTREAM_CONFIG", file.toString());

        assertThat(settings().queries())
                .filteredOn(query -> query.name().equals("metrics"))
                .singleElement()
                .satisfies(query -> {
                    assertThat(query.trigger()).hasSeconds(seconds);
                    assertThat(query.streams()).hasSize(1);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "derived.metrics.of, gaps, derived.metrics.of = \"gaps\": a stream of klines is needed",
        "derived.metrics.table, assets, is the table of another stream too",
        "derived.metrics.sinks, console, only cassandra of stream klines can have them",
        "derived.metrics.query, live, reads topic data.asset_prices for its rows",
        "derived.metrics.query, swift, only files",
        "derived.metrics.window, 1w, an interval up to 1d is needed",
        "derived.metrics.window, 1m/1s, candles of 1m have to lie within a window and windows begin each 1s",
        "streams.klines.interval, 5m, candles of 5m have to lie within a window",
    })
    void refusesMetricsThatDoNotFit(String path, String value, String reason) {
        set("derived.metrics.enabled", "true");
        set(path, value);

        assertThatThrownBy(this::settings).isInstanceOf(SettingsException.class).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "derived.features.of, trades, derived.features.of = \"trades\": names no stream that is enabled",
        "derived.features.of, gaps, derived.features.of = \"gaps\": a stream of klines is needed",
        "derived.features.table, assets, is the table of another stream too",
        "derived.features.sinks, console, only cassandra of stream klines can have them",
        "streams.klines.sinks, console, none of its sinks can be read back",
    })
    void refusesWhatDoesNotFit(String path, String value, String reason) {
        set("derived.features.enabled", "true");
        set(path, value);

        assertThatThrownBy(this::settings).isInstanceOf(SettingsException.class).hasMessageContaining(reason);
    }
}
