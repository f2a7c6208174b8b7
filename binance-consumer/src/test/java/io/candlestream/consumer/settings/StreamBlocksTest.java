package io.candlestream.consumer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.candlestream.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams, sinks and queries by name: which are read, by which query, and what does not fit together. */
class StreamBlocksTest extends LoadedSettings {
    @Test
    void aggregateTradesAndTheirGapsShareTheQueryOfTheTrades() {
        set("streams.agg_trades.enabled", "true");
        set(
                "streams.agg_trades.schema",
                Path.of(System.getProperty("candlestream.home"), "schemas", "agg_trades.avsc")
                        .toString());

        assertThat(settings().queries())
                .extracting(QuerySettings::name, QuerySettings::topics)
                .contains(tuple("trades", List.of("data.agg_trades.gaps", "data.agg_trades")));
    }

    @Test
    void tradesAndTheirGapsAreReadWhenTheyAreAskedForByAQueryOfTheirOwn() {
        set("streams.trades.enabled", "true");
        set(
                "streams.trades.schema",
                Path.of(System.getProperty("candlestream.home"), "schemas", "trades.avsc")
                        .toString());

        List<QuerySettings> queries = settings().queries();

        assertThat(queries).extracting(QuerySettings::name).containsExactly("live", "trades");
        assertThat(queries)
                .extracting(QuerySettings::topics)
                .containsExactly(
                        List.of("data.asset_prices.gaps", "data.asset_prices"),
                        List.of("data.trades.gaps", "data.trades"));
        assertThat(queries.stream().flatMap(query -> query.streams().stream()))
                .filteredOn(stream -> stream.name().endsWith("gaps"))
                .extracting(stream -> stream.type().layout().table())
                .containsExactly("gaps", "gaps");
    }

    @Test
    void gapsAreReadOnlyWhereTheyAreStored() {
        assertThat(topics()).containsExactly("data.asset_prices.gaps", "data.asset_prices");

        environment.put("CANDLESTREAM_CONSUMER_SINKS", "console");
        assertThat(topics()).containsExactly("data.asset_prices");

        environment.put("CANDLESTREAM_CONSUMER_SINKS", "cassandra, console");
        assertThat(settings().queries().get(0).streams())
                .extracting(StreamSettings::sinks)
                .containsExactly(List.of("cassandra"), List.of("cassandra", "console"));

        environment.remove("CANDLESTREAM_CONSUMER_SINKS");
        environment.put("CANDLESTREAM_CONSUMER_GAPS", "false");
        assertThat(topics()).containsExactly("data.asset_prices");
    }

    @Test
    void anotherStreamSinkAndQueryTakeWhatTheyLeaveOutFromTheirType() {
        hourly();
        set("queries.slow.trigger", "10 s");
        set("sinks.second.type", "cassandra");
        set("sinks.second.host", "db2");
        set("sinks.second.password", "hunter2");
        set("sinks.second.username", "writer");
        set("streams.hourly.sinks", "cassandra, second");
        set("streams.hourly.query", "slow");
        environment.put("CANDLESTREAM_CONSUMER_CHECKPOINT", "/data/checkpoint");

        ConsumerSettings settings = settings();
        QuerySettings slow = settings.queries().get(1);
        SparkConf conf = settings.spark();

        assertThat(settings.queries()).extracting(QuerySettings::name).containsExactly("live", "slow");
        assertThat(settings.queries().get(0).checkpoint()).isEqualTo("/data/checkpoint");
        assertThat(slow.checkpoint()).isEqualTo("/data/checkpoint/queries/slow");
        assertThat(slow.trigger()).isEqualTo(Duration.ofSeconds(10));
        assertThat(slow.maxOffsetsPerTrigger()).isEqualTo(400_000);
        assertThat(slow.streams()).singleElement().satisfies(hourly -> {
            assertThat(hourly.topic()).isEqualTo("data.hourly");
            assertThat(hourly.deadLetterTopic()).isEqualTo("data.hourly.dead");
            assertThat(hourly.type().facts()).containsEntry("interval", "1h");
            assertThat(target(settings, hourly)).isEqualTo("table assets.assets_1h");
        });
        assertThat(conf.get("spark.cassandra.connection.host")).isEqualTo("localhost");
        assertThat(conf.get("spark.candlestream.sinks.second.spark.cassandra.connection.host"))
                .isEqualTo("db2");
        assertThat(conf.get("spark.master"))
                .isEqualTo("local[" + 2 * Runtime.getRuntime().availableProcessors() + "]");
    }

    @Test
    void aBlockIsAlsoFoundInAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("candlestream.conf");
        Files.writeString(file, """
                candlestream.consumer {
                  streams.hourly { type = kline, topic = data.hourly, interval = 1h, table = assets_1h }
                  streams.gaps.enabled = false
                }
                """);
        environment.put("CANDLESTREAM_CONFIG", file.toString());

        assertThat(topics()).containsExactly("data.hourly", "data.asset_prices");
    }

    @Test
    void theExampleOfASecondStreamIsRight() {
        environment.put(
                "CANDLESTREAM_CONFIG",
                Path.of(System.getProperty("candlestream.home"), "docs", "streams.conf")
                        .toString());

        List<QuerySettings> queries = settings().queries();
        QuerySettings hours = queries.get(0);

        assertThat(queries).extracting(QuerySettings::name).containsExactly("hours", "live");
        assertThat(hours.trigger()).isEqualTo(Duration.ofSeconds(10));
        assertThat(hours.checkpoint()).isEqualTo("./checkpoint/queries/hours");
        assertThat(hours.streams()).singleElement().satisfies(stream -> {
            assertThat(stream.topic()).isEqualTo("data.asset_prices_1h");
            assertThat(stream.sinks()).containsExactly("cassandra", "screen");
        });
    }

    @Test
    void aBlockMaySayWhatItsTemplateSays() {
        set("streams.ticker_1h.enabled", "true");
        set("streams.ticker_1h.sinks", "console");
        set(
                "streams.ticker_1h.schema",
                Path.of(System.getProperty("candlestream.home"), "schemas", "ticker.avsc")
                        .toString());
        set("streams.trade-gaps.table", "holes");

        assertThat(settings().streams())
                .filteredOn(stream -> stream.name().equals("ticker_1h"))
                .singleElement()
                .satisfies(stream -> assertThat(stream.sinks()).containsExactly("console"));
    }

    @ParameterizedTest
    @CsvSource({
        "streams.more.type, depth, one of agg_trade| gap| kline| ticker| trade is needed",
        "streams.klines.tpic, x, Unknown setting candlestream.consumer.streams.klines.tpic in the system properties; did you mean streams.klines.topic?",
        "streams.klines.sinks, cassandra|files, only cassandra| console| topic are known",
        "streams.klines.query, slow, only files| live| metrics| metrics-files| trades are known",
        "streams.ticker_1h.interval, 1m, Unknown setting candlestream.consumer.streams.ticker_1h.interval",
        "streams.ticker_1h.snks, console, Unknown setting candlestream.consumer.streams.ticker_1h.snks",
        "streams.gaps.of, trades, names no stream that is enabled",
        "streams.gaps.table, assets, is the table of stream gaps in the same sink too",
        "streams.gaps.topic, data.asset_prices, topic data.asset_prices is read by stream gaps of the same query too",
        "streams.klines.enabled, false, streams.gaps.of",
        "queries.live.trigger, soon, queries.live.trigger",
    })
    void refusesWhatDoesNotFitTogether(String path, String value, String message) {
        set(path, value.replace('|', ','));

        assertThatThrownBy(this::settings)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message.replace('|', ','));
    }

    @Test
    void twoStreamsOnOneTopicNeedTwoQueries() {
        hourly();
        set("streams.hourly.topic", "data.asset_prices");
        assertThatThrownBy(this::settings).hasMessageContaining("of the same query too");

        set("queries.slow.trigger", "10 s");
        set("streams.hourly.query", "slow");
        assertThat(settings().queries()).hasSize(2);

        set("queries.slow.checkpoint", "./checkpoint");
        assertThatThrownBy(this::settings)
                .hasMessageContaining("queries.slow.checkpoint = \"./checkpoint\": is that of query live too");
    }

    private void hourly() {
        set("streams.hourly.type", "kline");
        set("streams.hourly.topic", "data.hourly");
        set("streams.hourly.interval", "1h");
        set("streams.hourly.table", "assets_1h");
    }

    private List<String> topics() {
        return settings().queries().get(0).topics();
    }

    @Test
    void aTopicOfRowsMustNotBeOneThatIsRead() {
        set("streams.klines.sinks", "topic");
        set("sinks.topic.name", "data.{table}");
        set("streams.klines.table", "asset_prices");

        assertThatThrownBy(this::settings)
                .hasMessageContaining("sinks.topic.name")
                .hasMessageContaining("topic data.asset_prices is one that is read");
    }

    @ParameterizedTest
    @CsvSource({
        "sinks.topic.name, rows, {table} in it",
        "sinks.topic.name, ro ws.{table}, {table} in it",
        "sinks.topic.format, xml, avro-framed or json",
        "sinks.topic.delivery, exactly-once, idempotent or transactional",
        "sinks.topic.partitions, -1, from 0 to 1000",
    })
    void aTopicSinkRefusesWhatItDoesNotKnow(String path, String value, String why) {
        set("streams.klines.sinks", "topic");
        set(path, value);

        assertThatThrownBy(this::settings).hasMessageContaining(path).hasMessageContaining(why);
    }
}
