package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What looks at stored and streamed data, on the real broker and the real Cassandra: list, export, tail and status. */
@Tag("nightly")
@ExtendWith(SharedServers.class)
class StoredDataIT {
    private static final String DAY = "2024-08-08T";

    private final CandleTopic candles;
    private final Pipeline pipeline;
    private final Path folder;

    StoredDataIT(Servers servers, @TempDir Path folder) {
        this.folder = folder;
        candles = new CandleTopic(servers, "stored", folder);
        pipeline = candles.pipeline();
        for (int minute : List.of(0, 1, 2, 3, 5, 6, 7, 8, 9)) {
            insert("silver", "SILVERUSDT", minute, true);
        }
        insert("silver", "SILVERUSDT", 10, false);
        insert("gold", "GOLDUSDT", 0, true);
    }

    @AfterEach
    void close() {
        candles.close();
    }

    private void insert(String asset, String symbol, int minute, boolean closed) {
        candles.session()
                .execute(
                        "INSERT INTO assets.stored (asset_name, symbol, interval, timestamp, close_time, open, high, low,"
                                + " close, volume, quote_volume, trades, taker_buy_volume, taker_buy_quote_volume, is_closed,"
                                + " source) VALUES ('" + asset + "', '" + symbol + "', '1m', '" + CandleTopic.at(minute)
                                + "', '" + CandleTopic.at(minute).replace(":00Z", ":59.999Z")
                                + "', 0.00001234, 2, 0.00001, 1.5, 73687542.87, 3, 7, 1, 1, " + closed + ", 'socket')");
    }

    @Test
    void saysWhatIsStoredAndGivesItAway() throws Exception {
        listsWhatIsThereAndHowComplete();
        exportsClosedCandlesAsWholeFiles();
        exportsFeaturesOfWhatComesBeforeAndNotOverAGap();
        refusesWhatItCannotExport();
        printsRecordsAsTheyCome();
        saysWhatRuns();
    }

    private void listsWhatIsThereAndHowComplete() throws IOException {
        ToolRun list = ToolRun.tool(pipeline, "list");
        assertThat(list.exitCode()).as("%s", list).isZero();
        assertThat(list.answer())
                .containsPattern("gold +1m +2024-08-08T00:00Z +2024-08-08T00:00Z +1 +100 %\n")
                .containsPattern("silver +1m +2024-08-08T00:00Z +2024-08-08T00:09Z +9 +90 %\n")
                .contains("(2 assets, 10 rows in assets.stored)");
        assertThat(list.answer().lines()).allMatch(line -> line.length() <= 80);

        candles.session()
                .execute(
                        "INSERT INTO assets.gaps (symbol, interval, from_time, to_time, state) VALUES ('SILVERUSDT', '1m',"
                                + " '" + CandleTopic.at(4) + "', '" + CandleTopic.at(5) + "', 'empty')");
        JsonNode silver = new ObjectMapper()
                .readTree(ToolRun.tool(pipeline, "list", "silverusdt", "--json").answer());
        assertThat(silver).hasSize(1);
        assertThat(silver.get(0).get("empty").asInt()).isEqualTo(1);
        assertThat(silver.get(0).get("complete").asDouble()).isEqualTo(100);

        assertThat(ToolRun.tool(pipeline, "list", "--quick").answer()).doesNotContain("%", "rows");
    }

    private void exportsClosedCandlesAsWholeFiles() throws IOException {
        Path file = folder.resolve("silver.csv");
        ToolRun export = ToolRun.tool(
                pipeline, "export", "silver", "--from", DAY + "00:01Z", "--to", DAY + "00:04Z", "-o", file.toString());

        assertThat(export.exitCode()).as("%s", export).isZero();
        assertThat(export.answer()).isEmpty();
        assertThat(export.log())
                .isEqualTo("exported 3 candles, 2024-08-08T00:01Z to 2024-08-08T00:03Z, to " + file + " (0.6 kB)\n");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0))
                .startsWith("asset_name,symbol,interval,timestamp,close_time,open,high,low,close,volume");
        assertThat(lines.get(1))
                .startsWith("silver,SILVERUSDT,1m,2024-08-08T00:01:00Z,2024-08-08T00:01:59.999Z,"
                        + "0.00001234,2,0.00001,1.5,73687542.87,3,7,");
        assertThat(lines).hasSize(4);

        ToolRun both = ToolRun.tool(pipeline, "export", "GOLDUSDT", "silver", "--open", "--times", "epoch");
        assertThat(both.answer().lines()).hasSize(1 + 1 + 10).anyMatch(line -> line.contains(",1723075800000,"));
        assertThat(both.log()).contains("exported 11 candles of 2 assets, ", " to standard output");
    }

    private void exportsFeaturesOfWhatComesBeforeAndNotOverAGap() {
        List<String[]> rows = ToolRun.tool(pipeline, "export", "silver", "--features", "--from", DAY + "00:03Z")
                .answer()
                .lines()
                .map(line -> line.split(",", -1))
                .toList();
        List<String> columns = List.of(rows.get(0));
        int change = columns.indexOf("price_change");
        int mean = columns.indexOf("ma_5");
        assertThat(columns).hasSize(19 + 24).contains("rsi_14", "macd_signal", "vwap_20");
        assertThat(rows.stream().skip(1).map(row -> row[3].substring(14, 16) + " " + row[change] + " " + row[mean]))
                .containsExactly("03 0 ", "05  ", "06 0 ", "07 0 ", "08 0 ", "09 0 1.5");
    }

    private void refusesWhatItCannotExport() {
        refused("--features is for closed candles", "export", "silver", "--features", "--open");
        Path file = folder.resolve("silver.csv");
        refused("it is there already (--force replaces it)", "export", "silver", "-o", file.toString());
        refused("did you mean silver?", "export", "sliver");
        refused("name a file (--output FILE)", "export", "silver", "--format", "parquet");
        refused("--layout minutes is for --format parquet", "export", "silver", "--layout", "minutes", "-o", "minutes");
        refused(
                "a folder or s3://bucket/prefix is needed",
                "export",
                "silver",
                "--format",
                "parquet",
                "--layout",
                "minutes",
                "-o",
                "hdfs://namenode/minutes");
        refused("did you mean iso?", "export", "silver", "--times", "isso");
        refused("the end has to come after", "export", "silver", "--from", "2024-08-09", "--to", "2024-08-08");
        assertThat(ToolRun.tool(pipeline, "export", "silver", "--force", "-o", file.toString())
                        .exitCode())
                .isZero();
        refused("there is no such topic", "tail", "--topic", "no.such.topic");
        refused("exclude each other", "tail", "-n", "1", "--from-beginning");
    }

    private void refused(String why, String... arguments) {
        ToolRun run = ToolRun.tool(pipeline, arguments);

        assertThat(run.exitCode()).as("%s", run).isEqualTo(2);
        assertThat(run.log()).contains(why).hasLineCount(1);
    }

    private void printsRecordsAsTheyCome() throws Exception {
        candles.topics()
                .append(List.of(new ProducerRecord<>(
                        candles.topic(), "gold".getBytes(StandardCharsets.UTF_8), new byte[] {1, 2, 3})));
        ToolRun newest = ToolRun.tool(pipeline, "tail", "-n", "2", "--no-follow");
        assertThat(newest.exitCode()).as("%s", newest).isZero();
        assertThat(newest.answer().lines()).hasSize(3);
        assertThat(newest.answer())
                .containsPattern("bitcoin +1m +2024-08-08T00:09Z +61782.25000000 +closed +0@9\n")
                .contains("no candle: id at byte 0: its length is no length  0@10");

        ToolRun json = ToolRun.tool(pipeline, "tail", "btcusdt", "--from-beginning", "--no-follow", "--json");
        assertThat(json.answer().lines()).hasSize(10);
        JsonNode first =
                new ObjectMapper().readTree(json.answer().lines().findFirst().orElseThrow());
        assertThat(first.get("candle").get("close").asText()).isEqualTo("61782.25000000");

        followsUntilItIsStopped();
    }

    private void followsUntilItIsStopped() throws Exception {
        Path output = folder.resolve("tail.txt");
        Process tail = start(output, "tools/target/tools.jar", "tail", "bitcoin");
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            candles.append(20, 21);
            return Files.readString(output).contains("2024-08-08T00:20Z");
        });
        assertThat(Files.readString(output)).doesNotContain("2024-08-08T00:09Z");

        tail.destroy();

        assertThat(tail.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(tail.exitValue()).isZero();
        String ended = Files.readString(output);
        long records = ended.lines().filter(line -> line.contains("bitcoin")).count();
        assertThat(ended)
                .endsWith("\nStopped: " + (records == 1 ? "1 record" : records + " records") + " of " + candles.topic()
                        + " shown.\n")
                .doesNotContain("\tat ", "ERROR");
    }

    private void saysWhatRuns() throws Exception {
        Path output = folder.resolve("status.txt");
        Process status = start(output, "sandbox/target/sandbox.jar", "status", "--json");
        assertThat(status.waitFor(30, TimeUnit.SECONDS)).isTrue();

        JsonNode groups = new ObjectMapper().readTree(Files.readString(output));
        assertThat(status.exitValue()).isEqualTo(1);
        JsonNode parts = groups.get(groups.size() - 1).get("parts");
        assertThat(part(parts, "broker").get("ready").asBoolean()).isTrue();
        assertThat(part(parts, "Cassandra").get("address").asText())
                .isEqualTo("127.0.0.1:" + pipeline.value("ASSET_CASSANDRA_PORT"));
        assertThat(part(parts, "Cassandra").get("ready").asBoolean()).isTrue();
        assertThat(part(parts, "producer").get("why").asText()).isEqualTo("nobody answers there");
    }

    private static JsonNode part(JsonNode parts, String name) {
        for (JsonNode part : parts) {
            if (part.get("name").asText().equals(name)) {
                return part;
            }
        }
        throw new AssertionError("no part " + name + " in " + parts);
    }

    private Process start(Path output, String jar, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcandlestream.home=" + ProjectFolder.find().root(),
                "-Dcandlestream.sandbox=" + folder,
                "-jar",
                ProjectFolder.find().root().resolve(jar).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(ProjectFolder.find().root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(pipeline.environment());
        builder.environment().put("CANDLESTREAM_PRODUCER_METRICS_PORT", "1");
        return builder.start();
    }
}
