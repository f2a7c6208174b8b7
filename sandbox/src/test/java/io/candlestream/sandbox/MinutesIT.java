package io.candlestream.sandbox;

import static io.candlestream.sandbox.CandleTopic.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files of stored and of streamed candles, read by DuckDB, which shares no code with their writer. */
@ExtendWith(SharedServers.class)
class MinutesIT {
    private static final int MINUTES = 120;
    /** A raw and a clean one of each minute. */
    private static final int FILES = 2 * MINUTES;

    /** What is no text among the columns of a CSV file of candles. */
    private static final String TYPED = Stream.of(
                    "TIMESTAMPTZ timestamp close_time event_time",
                    "DECIMAL(38,18) open high low close volume quote_volume taker_buy_volume taker_buy_quote_volume",
                    "BIGINT trades first_trade_id last_trade_id",
                    "BOOLEAN is_closed")
            .map(line -> line.split(" ", -1))
            .flatMap(words -> Stream.of(words).skip(1).map(name -> name + "::" + words[0] + " AS " + name))
            .collect(Collectors.joining(", "));

    private static final int FILES_BEFORE_THE_KILL = 40;
    /** How often to look whether they are there: all of them take little longer. */
    private static final Duration SOON = Duration.ofMillis(20);

    private final CandleTopic candles;
    private final Path folder;

    MinutesIT(Servers servers, @TempDir Path folder) {
        this.folder = folder;
        this.candles = new CandleTopic(servers, "minutes", folder);
        candles.append(10, MINUTES);
    }

    @AfterEach
    void close() {
        candles.close();
    }

    /** Writes into {@code place}, with a checkpoint of its own, so that it reads the whole topic. */
    private Pipeline into(String place, String checkpoint) {
        return candles.pipeline()
                .with("CANDLESTREAM_CONSUMER_SINKS", "cassandra,minutes")
                .with("CANDLESTREAM_CONSUMER_MINUTES_PLACE", place)
                .with(
                        "CANDLESTREAM_CONSUMER_CHECKPOINT",
                        folder.resolve("checkpoint-" + checkpoint).toString());
    }

    /** The hash of each file, by its path. */
    private static Map<String, String> contents(Path place) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        if (Files.isDirectory(place)) {
            Files.walkFileTree(place, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (file.getFileName().toString().matches("klines_\\d{8}_\\d{6}\\.parquet")) {
                        contents.put(place.relativize(file).toString(), hash(Files.readAllBytes(file)));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE; // a part that has got its name meanwhile
                }
            });
        }
        return contents;
    }

    private ToolRun export(String... options) {
        ToolRun run = ToolRun.tool(
                candles.pipeline(),
                Stream.concat(Stream.of("export", "bitcoin"), Stream.of(options))
                        .toArray(String[]::new));
        assertThat(run.exitCode()).as("%s", run).isZero();
        return run;
    }

    private static List<String> rows(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet result = statement.executeQuery(query)) {
                List<String> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(result.getString(1));
                }
                return rows;
            }
        }
    }

    @Test
    void filesHoldWhatTheTableHolds() throws Exception {
        Path streamed = folder.resolve("streamed");
        Pipeline pipeline = into(streamed.toString(), "first");
        try (ChildJvm consumer = pipeline.consumer(line -> {})) {
            candles.awaitRows(MINUTES);
            await().atMost(DEADLINE).until(() -> contents(streamed).size() == FILES);
            assertThat(consumer.stop(DEADLINE)).isZero();
        }
        Map<String, String> once = contents(streamed);

        theExportIsByteForByteTheSame(once);
        theNumbersAreThoseOfTheCsv(streamed);
        aReplayThatIsKilledLeavesWholeFilesAndTheNextOneTheSame(once);
        theSameIsInABucketOfS3(once);
        if (Integer.getInteger("candlestream.kills") != null) { // as LakeCrashIT, for the 60 MB of its jars
            theSameIsInHdfs(once);
        }
    }

    private void theSameIsInHdfs(Map<String, String> once) throws IOException {
        try (HdfsPlace hdfs = HdfsPlace.start(folder)) {
            Pipeline pipeline = into(hdfs.address() + "/lake", "fourth");
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                await().atMost(DEADLINE)
                        .untilAsserted(() -> assertThat(inHdfs(hdfs)).hasSizeGreaterThan(FILES_BEFORE_THE_KILL));
                consumer.kill();
            }
            assertThat(once).containsAllEntriesOf(inHdfs(hdfs));
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                await().atMost(DEADLINE).until(() -> inHdfs(hdfs).size() == FILES);
                assertThat(consumer.stop(DEADLINE)).isZero();
            }
            assertThat(inHdfs(hdfs)).isEqualTo(once);
        }
    }

    private Map<String, String> inHdfs(HdfsPlace hdfs) throws IOException {
        return contents(hdfs.files(Files.createTempDirectory(folder, "hdfs-copy")));
    }

    private void theSameIsInABucketOfS3(Map<String, String> once)
            throws IOException, InterruptedException, SQLException {
        try (S3Server s3 = S3Server.start(folder, "candles")) {
            Pipeline pipeline = into("s3://candles/live", "third")
                    .with(s3.environment())
                    .with("CANDLESTREAM_CONSUMER_SINKS", "cassandra,minutes,lake")
                    .with("CANDLESTREAM_CONSUMER_FILES_TRIGGER", "1 s")
                    .with("CANDLESTREAM_LAKE_WAREHOUSE", "s3://candles/lake")
                    .with("CANDLESTREAM_LAKE_CATALOG", "jdbc:sqlite:" + folder.resolve("lake.db"));
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                await().atMost(DEADLINE).until(() -> s3.keys("candles", "live/").size() == FILES);
                await().atMost(DEADLINE).until(() -> ofLake(s3, "count(*)").equals(List.of(MINUTES + "")));
                assertThat(consumer.stop(DEADLINE)).isZero();
                assertThat(consumer.tail()).doesNotContain(S3Server.SECRET_KEY, S3Server.ACCESS_KEY);
            }
            ToolRun export = ToolRun.tool(
                    candles.pipeline().with(s3.environment()),
                    "export",
                    "bitcoin",
                    "--format",
                    "parquet",
                    "--layout",
                    "minutes",
                    "-o",
                    "s3://candles/exported/");
            assertThat(export.exitCode()).as("%s", export).isZero();
            assertThat(export.log()).contains("which changed " + FILES + " files, to s3://candles/exported\n");

            assertThat(ofLake(
                            s3,
                            "DISTINCT timestamp, symbol, open, high, low, close, volume, trades, quote_volume"
                                    + " INTERSECT SELECT timestamp, symbol, open, high, low, close, volume, trades,"
                                    + " quote_volume FROM '" + folder.resolve("candles.parquet") + "'"))
                    .hasSize(MINUTES);
            assertThat(hashes(s3.contents("candles", "live/"))).isEqualTo(once);
            assertThat(hashes(s3.contents("candles", "exported/"))).isEqualTo(once);
        }
    }

    /** What DuckDB selects of the lake's closed candles, of a copy of its files. */
    private List<String> ofLake(S3Server s3, String selected) throws IOException, InterruptedException, SQLException {
        Path copy = s3.copy("candles", "lake/assets/minutes/data/", folder.resolve("lake"));
        String from = " FROM read_parquet('" + copy + "/**/*.parquet', hive_partitioning = false)";
        int end = selected.indexOf(" INTERSECT");
        return Files.exists(copy)
                ? rows("SELECT "
                        + (end < 0 ? selected + from : selected.substring(0, end) + from + selected.substring(end)))
                : List.of();
    }

    private static Map<String, String> hashes(Map<String, byte[]> contents) {
        Map<String, String> hashes = new TreeMap<>();
        contents.forEach((path, bytes) -> hashes.put(path, hash(bytes)));
        return hashes;
    }

    private static String hash(byte[] bytes) {
        return Arrays.hashCode(bytes) + " " + bytes.length;
    }

    private void theExportIsByteForByteTheSame(Map<String, String> once) throws IOException {
        Path exported = folder.resolve("exported");
        ToolRun run = export("--format", "parquet", "--layout", "minutes", "-o", exported.toString());
        assertThat(run.log())
                .isEqualTo(
                        "exported " + MINUTES + " candles, which changed " + FILES + " files, to " + exported + "\n");
        assertThat(contents(exported)).isEqualTo(once);
        assertThat(export("--format", "parquet", "--layout", "minutes", "-o", exported.toString())
                        .log())
                .contains("which changed 0 files");
        assertThat(contents(exported)).isEqualTo(once);
    }

    private void theNumbersAreThoseOfTheCsv(Path streamed) throws IOException, SQLException {
        Path csv = folder.resolve("candles.csv");
        Path parquet = folder.resolve("candles.parquet");
        export("-o", csv.toString());
        export("--format", "parquet", "-o", parquet.toString());
        byte[] first = Files.readAllBytes(parquet);
        export("--format", "parquet", "--force", "-o", parquet.toString());
        assertThat(Files.readAllBytes(parquet)).isEqualTo(first);

        String ofCsv = "SELECT * REPLACE (" + TYPED + ") FROM read_csv('" + csv + "', all_varchar = true)";
        assertThat(rows("SELECT count(*) FROM (" + ofCsv + " INTERSECT ALL SELECT * FROM '" + parquet + "')"))
                .containsExactly(MINUTES + "");
        assertThat(rows("SELECT count(*) FROM (SELECT timestamp, symbol, interval, open, high, low, close, volume,"
                        + " number_of_trades, quote_volume, taker_buy_volume, taker_buy_quote_volume FROM '" + streamed
                        + "/clean/*/*/*/*/*/*.parquet' INTERSECT ALL SELECT timestamp, symbol, interval, open, high, low,"
                        + " close, volume, trades, quote_volume, taker_buy_volume, taker_buy_quote_volume FROM '"
                        + parquet + "')"))
                .containsExactly(MINUTES + "");
    }

    private void aReplayThatIsKilledLeavesWholeFilesAndTheNextOneTheSame(Map<String, String> once) throws IOException {
        Path killed = folder.resolve("killed");
        Pipeline pipeline = into(killed.toString(), "second");
        try (ChildJvm consumer = pipeline.consumer(line -> {})) {
            await().atMost(DEADLINE)
                    .pollInterval(SOON)
                    .until(() -> contents(killed).size() > FILES_BEFORE_THE_KILL);
            consumer.kill();
        }
        assertThat(once).containsAllEntriesOf(contents(killed));

        try (ChildJvm consumer = pipeline.consumer(line -> {})) {
            await().atMost(DEADLINE).until(() -> contents(killed).size() == FILES);
            assertThat(consumer.stop(DEADLINE)).isZero();
        }
        assertThat(contents(killed)).isEqualTo(once);
    }
}
