package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.lake.LakeFolder;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The sinks of features and metrics that cannot be read back, beside their tables in Cassandra.
 *
 * @param table that of the features
 * @param candles how many there are from {@code day} on
 * @param corrected when the candle opens of which there are two
 */
record FeatureSinks(
        CandleTopic topic,
        String brokers,
        LakeFolder lake,
        Path minutes,
        String table,
        String metricsTable,
        int candles,
        String day,
        long corrected) {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    /** Those of the minute files. */
    private static final List<String> CLEAN = List.of(
            "price_change",
            "price_change_pct",
            "log_return",
            "ma_5",
            "ma_10",
            "ma_20",
            "volatility_10",
            "volume_ma_5",
            "volume_change_pct",
            "momentum_5",
            "momentum_10",
            "hl_spread",
            "hl_spread_pct");

    private static final List<String> FEATURES = Stream.concat(
                    CLEAN.stream(),
                    Stream.of(
                            "realised_volatility_20",
                            "range_volatility_20",
                            "vwap_20",
                            "taker_imbalance",
                            "volume_zscore_20",
                            "ema_12",
                            "ema_26",
                            "macd",
                            "macd_signal",
                            "rsi_14",
                            "atr_14"))
            .toList();
    private static final List<String> MEASURED = List.of(
            "avg_price",
            "min_price",
            "max_price",
            "current_price",
            "volatility",
            "total_usdt_volume",
            "avg_sentiment",
            "current_sentiment",
            "ticks");

    /** What a consumer needs that writes into them. */
    Pipeline with(Pipeline pipeline) {
        return pipeline.with("CANDLESTREAM_CONSUMER_FEATURES", "true")
                .with("CANDLESTREAM_CONSUMER_CASSANDRA_FEATURES_TABLE", table)
                .with("CANDLESTREAM_CONSUMER_SINKS", "cassandra, topic, minutes, lake")
                .with("CANDLESTREAM_CONSUMER_FEATURES_SINKS", "cassandra, topic, minutes, lake")
                .with("CANDLESTREAM_CONSUMER_METRICS", "true")
                .with("CANDLESTREAM_CONSUMER_METRICS_SINKS", "cassandra, topic, lake")
                .with("CANDLESTREAM_CONSUMER_METRICS_TRIGGER", "1 s")
                .with("CANDLESTREAM_CONSUMER_METRICS_FILES_TRIGGER", "2 s")
                .with("CANDLESTREAM_CONSUMER_CASSANDRA_METRICS_TABLE", metricsTable)
                .with("CANDLESTREAM_CONSUMER_TOPIC_FORMAT", "json")
                .with("CANDLESTREAM_CONSUMER_TOPIC_DELIVERY", "transactional")
                .with("CANDLESTREAM_CONSUMER_MINUTES_PLACE", minutes.toString())
                .with(lake.environment());
    }

    /** What cannot be read back has the rows of Cassandra, bit for bit. */
    void awaitTheSame() {
        Map<Long, String> features = cells(table, FEATURES);
        await().atMost(DEADLINE).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            assertThat(newest(sent(table, FEATURES))).as("topic").isEqualTo(features);
            assertThat(clean(minutes)).as("minutes").isEqualTo(cells(table, CLEAN));
            Map<Long, String> metrics = cells(metricsTable, MEASURED);
            assertThat(metrics).hasSizeGreaterThan(candles - 5);
            assertThat(newest(sent(metricsTable, MEASURED))).as("topic").isEqualTo(metrics);
        });
        await().atMost(DEADLINE).pollInterval(Duration.ofSeconds(5)).untilAsserted(() -> {
            Map<Long, String> rows = new TreeMap<>();
            lake.read(
                    table,
                    row -> rows.put(
                            Long.parseLong(row.get("timestamp")),
                            FEATURES.stream()
                                    .map(name -> shown(row.getOrDefault(name, "")))
                                    .collect(Collectors.joining(" "))));
            assertThat(rows).as("lake").isEqualTo(features);
        });
    }

    /** The same once more, of the files alone and by another reader; of the metrics those windows of which both queries knew the same. */
    private void theFilesOfTheLakeAreTheSame() {
        ParquetLake files = new ParquetLake(lake.folder());
        assertThat(newest(files.lines(table, selected(FEATURES)))).isEqualTo(cells(table, FEATURES));
        Map<Long, String> metrics = cells(metricsTable, MEASURED);
        Map<Long, String> inLake = newest(files.lines(metricsTable, selected(MEASURED)));
        inLake.keySet().retainAll(metrics.keySet());
        assertThat(inLake).hasSizeGreaterThan(candles - 20);
        inLake.keySet().remove(corrected); // of two candles one query may have had both in time
        metrics.keySet().retainAll(inLake.keySet());
        assertThat(inLake).isEqualTo(metrics);
    }

    private static String selected(List<String> columns) {
        return "epoch_ms(timestamp), version, " + String.join(", ", columns);
    }

    private static Map<Long, String> clean(Path minutes) {
        return newest(ParquetLake.rows(
                minutes + "/clean/*/*/*/*/*/*.parquet", "epoch_ms(timestamp), 0, " + String.join(", ", CLEAN)));
    }

    private List<String> sent(String table, List<String> columns) {
        return new RowTopic(brokers, "rows." + table)
                .rows(true, RowTopic::ofJson).stream()
                        .map(row -> row.values().get("timestamp") + " " + row.version() + " "
                                + columns.stream()
                                        .map(column -> shown(row.values().get(column)))
                                        .collect(Collectors.joining(" ")))
                        .toList();
    }

    /** The cells of each row in its newest version; a line is when it opens, its version, its cells. */
    private static Map<Long, String> newest(List<String> lines) {
        Map<Long, Long> versions = new TreeMap<>();
        Map<Long, String> cells = new TreeMap<>();
        for (String line : lines) {
            String[] parts = line.split(" ", 3);
            long time = Long.parseLong(parts[0]);
            long version = Long.parseLong(parts[1]);
            if (version >= versions.getOrDefault(time, Long.MIN_VALUE)) {
                versions.put(time, version);
                cells.put(
                        time,
                        Stream.of(parts[2].split(" ")).map(FeatureSinks::shown).collect(Collectors.joining(" ")));
            }
        }
        return cells;
    }

    private Map<Long, String> cells(String table, List<String> columns) {
        Map<Long, String> cells = new TreeMap<>();
        topic.session()
                .execute("SELECT timestamp, " + String.join(", ", columns) + " FROM assets." + table)
                .forEach(row -> cells.put(
                        Objects.requireNonNull(row.getInstant(0)).toEpochMilli(),
                        IntStream.rangeClosed(1, columns.size())
                                .mapToObj(row::getObject)
                                .map(cell -> shown(String.valueOf(cell)))
                                .collect(Collectors.joining(" "))));
        return cells;
    }

    /** A number in one form, whatever the store writes it like. */
    private static String shown(String cell) {
        return cell.isEmpty() || cell.equals("null") ? "null" : String.valueOf(Double.parseDouble(cell));
    }

    void aRepeatedBatchIsInTheLakeOnce(Pipeline pipeline) throws IOException {
        lake.answer("check", table, metricsTable, "--minutes", "0", "--delete"); // what the killed one has left
        theFilesOfTheLakeAreTheSame();
        ParquetLake files = new ParquetLake(lake.folder());
        long features = files.rows(table);
        long metrics = files.rows(metricsTable);
        for (String query : List.of("files", "metrics-files")) {
            ReplayIT.forgetNewestCommit(pipeline.checkpoint().resolve("queries").resolve(query));
        }
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        try (ChildJvm consumer = pipeline.consumer(lines::add)) {
            for (String each : List.of(table, metricsTable)) {
                await().atMost(DEADLINE).until(() -> lines.stream()
                        .anyMatch(line -> line.contains("." + each + " has the rows of batch ")));
            }
            assertThat(consumer.stop(DEADLINE)).isZero();
        }
        assertThat(files.rows(table)).isEqualTo(features);
        assertThat(files.rows(metricsTable)).isEqualTo(metrics);
        lake.answer("compact");
        lake.answer("expire", "--hours", "0");
        assertThat(lake.answer("check", table, metricsTable, "--minutes", "0"))
                .hasSize(2)
                .allMatch(line -> line.contains(", 0 faults, 0 files that belong to nothing"));
        assertThat(files.rows(table)).as("each version once").isLessThan(features);
        theFilesOfTheLakeAreTheSame();
    }

    void theExportHasTheSameMinutes(Pipeline pipeline, Path exported) {
        exported(pipeline, exported, "which changed " + 2 * candles + " files");
        NavigableMap<Long, String> streamed = new TreeMap<>(clean(minutes));
        assertThat(clean(exported))
                .isEqualTo(streamed.tailMap(Instant.parse(day).toEpochMilli()));
        exported(pipeline, minutes, "which changed 0 files");
    }

    private void exported(Pipeline pipeline, Path place, String changed) {
        ToolRun run = ToolRun.tool(
                pipeline,
                "export",
                "bitcoin",
                "--from",
                day,
                "--format",
                "parquet",
                "--layout",
                "minutes",
                "--features",
                "-o",
                place.toString());
        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(run.log().replace(",", "")).contains(changed);
    }
}
