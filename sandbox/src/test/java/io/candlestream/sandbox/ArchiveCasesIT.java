package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.Topics;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.Market;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archives beside the project that have to be taken ({@code ../shared/cases}), through backfill and demo into the table,
 * and proved by {@code verify}. Each case is about the same symbol; here it gets one of its own, as long as the old one, so
 * that all of them make one folder.
 */
@Tag("nightly")
@ExtendWith(SharedServers.class)
class ArchiveCasesIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path CASES = ProjectFolder.find().root().resolveSibling("shared/cases/archive");
    private static final long START = 1_735_689_600_000L;
    private static final String[][] FIVE_ROWS = {
        "1735689600000,100.10,102.00,99.50,101.25,10.5,1735689659999,1000.125,5,4.5,400.0625".split(","),
        "1735689660000,101.10,103.00,100.50,102.25,11.5,1735689719999,1001.125,6,5.5,401.0625".split(","),
        "1735689720000,102.10,104.00,101.50,103.25,12.5,1735689779999,1002.125,7,6.5,402.0625".split(","),
        "1735689780000,103.10,105.00,102.50,104.25,13.5,1735689839999,1003.125,8,7.5,403.0625".split(","),
        "1735689840000,104.10,106.00,103.50,105.25,14.5,1735689899999,1004.125,9,8.5,404.0625".split(","),
    };

    /** The same five rows, written in many ways. */
    private static final List<String> SAME = List.of(
            "ok",
            "bare-name",
            "blank-lines",
            "bom",
            "bom-noheader",
            "checksum-ok",
            "cr-only",
            "crlf",
            "csv-and-zip",
            "eleven-columns",
            "extra-columns",
            "gz-two-members",
            "header-camel",
            "header-quoted",
            "header-space",
            "header-upper",
            "lower-name",
            "micros",
            "mixed-intervals",
            "ms-then-micros",
            "no-final-newline",
            "noheader",
            "one-row",
            "one-row-noheader",
            "quoted",
            "space-name",
            "spaces",
            "trailing-space",
            "unrelated-and-good",
            "xcsv",
            "zip",
            "zip-folder-first",
            "zip-readme-first",
            "zip-two");

    /** Rows of their own, whose values {@code verify} compares. */
    private static final List<String> OWN = List.of(
            "perp-name", "unicode-name", "tiny", "zero-volume", "02-daily-monthly/data", "02b-month-longer/data");

    /** Only the past may be so: off the grid, or closed with the open of the next candle. */
    private static final List<String> PAST = List.of("01-off-grid/data", "close-late");

    private static final Pattern PUBLISHED = Pattern.compile("published (\\d+) candles of ");

    @TempDir
    private Path folder;

    @BeforeEach
    void thereAreCases() {
        assumeThat(Files.isDirectory(CASES)).as("skipped: no ../shared/cases").isTrue();
    }

    /** First the demo's way, in which a simulated exchange plays the files, live; then the same table is filled by loads. */
    @Test
    void everyRowIsPlayedThenLoadedAndProved(Servers servers) throws IOException {
        Path played = Files.createDirectory(folder.resolve("played"));
        gather(played, Stream.of(SAME, OWN).flatMap(List::stream).toList());
        Market market = Market.of(played, Interval.MINUTE_1);
        try (TestPipeline test = TestPipeline.atFullSpeed(servers, "cases", market, folder);
                PipelineRun run = test.start()) {
            test.exchange().finished().join();
            Verdict verdict = run.settle(test::verdict, PATIENCE);
            assertThat(verdict.equal()).as("%s", verdict).isTrue();
            ToolRun proof = ToolRun.tool(test.pipeline(), "verify", "--data", played.toString());
            assertThat(proof.exitCode()).as("%s", proof).isZero();
            assertThat(run.producer().stop(DEADLINE)).isZero();

            test.table().session().execute("TRUNCATE " + test.table().name());
            int candles = everyRowIsLoaded(test);
            loadsOfAWeirdFolderWhatIsPossible(test, candles);
            loadsTheLaterOfTwoFilesWhole(test);
            assertThat(run.consumer().stop(DEADLINE)).isZero();
        }
    }

    private int everyRowIsLoaded(TestPipeline test) throws IOException {
        Path archive = Files.createDirectory(folder.resolve("archive"));
        Map<String, String> symbols =
                gather(archive, Stream.of(SAME, OWN, PAST).flatMap(List::stream).toList());
        List<String> all = Market.of(archive, Interval.MINUTE_1).symbols();
        int candles = published(backfill(test, archive, all));
        awaitRows(test, candles);
        ToolRun proof = ToolRun.tool(
                test.pipeline().with("ASSET_SYMBOLS", String.join(",", all)), "verify", "--data", archive.toString());
        assertThat(proof.exitCode()).as("%s", proof).isZero();
        assertThat(proof.answer()).contains("equal: expected " + candles + "  stored " + candles);

        Map<String, Row> rows = RecordedData.byCandle(test.table().rows());
        for (String name : SAME) {
            List<String> opens = rows.keySet().stream()
                    .filter(candle -> candle.startsWith(symbols.get(name) + " "))
                    .filter(candle -> open(candle) >= START)
                    .toList();
            assertThat(opens).as(name).hasSize(name.startsWith("one-row") ? 1 : FIVE_ROWS.length);
            for (String candle : opens) {
                RecordedData.assertEqual(
                        name + " " + candle, rows.get(candle), FIVE_ROWS[(int) (open(candle) - START) / 60_000]);
            }
        }
        return candles;
    }

    private static long open(String candle) {
        return Long.parseLong(candle.substring(candle.indexOf(' ') + 1));
    }

    /**
     * A file of another interval and one in seconds are refused before anything is loaded, as they are alone. Of the others
     * each row that a candle can be is stored, and each that none can be is a dead letter.
     */
    private void loadsOfAWeirdFolderWhatIsPossible(TestPipeline test, int before) {
        Path weird = CASES.resolve("weird");
        List<String> all = Market.of(weird, Interval.MINUTE_1).symbols();
        ToolRun refused = backfill(test, weird, all);
        assertThat(refused.exitCode()).as("%s", refused).isEqualTo(2);
        assertThat(refused.log())
                .contains("A5IN1USDT-1m-2025-01.csv line 1 column 7 (close_time): the row is a candle of 5m")
                .doesNotContain("published");
        ToolRun seconds = backfill(test, weird, List.of("SECUSDT"));
        assertThat(seconds.exitCode()).as("%s", seconds).isEqualTo(2);
        assertThat(seconds.log()).contains("SECUSDT-1m-2025-01.csv line 1 column 1", "is in seconds");

        List<String> others = all.stream()
                .filter(symbol -> !List.of("A5IN1USDT", "SECUSDT").contains(symbol))
                .toList();
        assertThat(published(backfill(test, weird, others))).isEqualTo(35);
        // Those of three symbols are there already; of COUNT, HIGH, TAKER and ZERO one row each cannot be.
        awaitRows(test, before + 16);
        String brokers = test.pipeline().value("REDPANDA_BROKERS");
        String dead = test.pipeline().value("ASSET_PRICES_TOPIC") + ".dead";
        await().atMost(DEADLINE).ignoreExceptions().until(() -> Topics.size(brokers, dead) >= 4);
        assertThat(ToolRun.tool(test.pipeline(), "dead-letters", "list").answer())
                .contains("not-a-number ", "price-out-of-range ", "bad-volume ", "price-not-positive ")
                .contains("4 letters in ");
    }

    /** Two archives of one candle, one after the other. */
    private void loadsTheLaterOfTwoFilesWhole(TestPipeline test) throws IOException {
        for (int version = 1; version <= 2; version++) {
            Path archive = Files.createDirectory(folder.resolve("version-" + version));
            Path copy = archive.resolve("ADAUSDT-1m-2025-01.csv");
            Files.copy(CASES.resolve("tie/" + version + "/ADAUSDT-1m-2025-01.csv"), copy);
            Files.setLastModifiedTime(copy, FileTime.fromMillis(START + version * 86_400_000L));
            List<String> before = cardanos(test);
            assertThat(published(backfill(test, archive, List.of("ADAUSDT")))).isOne();
            await().atMost(DEADLINE).until(() -> !cardanos(test).equals(before));
            ToolRun proof =
                    ToolRun.tool(test.pipeline(), "verify", "--symbols", "ADAUSDT", "--data", archive.toString());
            assertThat(proof.exitCode()).as("%s", proof).isZero();
        }
    }

    /** All values of its rows, which are others once they are written again. */
    private static List<String> cardanos(TestPipeline test) {
        return StreamSupport.stream(test.table().rows().spliterator(), false)
                .filter(row -> "ADAUSDT".equals(row.getString("symbol")))
                .map(Row::getFormattedContents)
                .toList();
    }

    private static int published(ToolRun load) {
        assertThat(load.exitCode()).as("%s", load).isZero();
        Matcher count = PUBLISHED.matcher(load.answer() + load.log());
        assertThat(count.find()).as("%s", load).isTrue();
        return Integer.parseInt(count.group(1));
    }

    private static void awaitRows(TestPipeline test, int count) {
        await().atMost(DEADLINE)
                .untilAsserted(() ->
                        assertThat(RecordedData.byCandle(test.table().rows())).hasSize(count));
    }

    private ToolRun backfill(TestPipeline test, Path archive, List<String> symbols) {
        Pipeline pipeline = test.pipeline()
                .with(
                        "CANDLESTREAM_PRODUCER_BACKFILL_FOLDER",
                        folder.resolve("bookmarks").toString());
        return ToolRun.producer(
                pipeline,
                "backfill",
                "--symbols",
                String.join(",", symbols),
                "--from",
                "2017-01-01",
                "--data",
                archive.toString());
    }

    /** Copies the cases into one folder and returns the symbol of each. */
    private static Map<String, String> gather(Path into, List<String> cases) throws IOException {
        Map<String, String> symbols = new HashMap<>();
        for (int i = 0; i < cases.size(); i++) {
            String symbol = String.format(Locale.ROOT, "C%02dUSDT", i);
            symbols.put(cases.get(i), symbol);
            try (Stream<Path> files = Files.list(CASES.resolve(cases.get(i)))) {
                for (Path file : files.toList()) {
                    String name = renamed(file.getFileName().toString(), symbol);
                    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                    Path copy = into.resolve(name);
                    Files.write(copy, renamed(bytes, symbol).getBytes(StandardCharsets.ISO_8859_1));
                    Files.setLastModifiedTime(copy, FileTime.from(Instant.ofEpochMilli(START)));
                }
            }
        }
        return symbols;
    }

    private static String renamed(String text, String symbol) {
        return text.replace("BTCUSDT", symbol)
                .replace("btcusdt", symbol.toLowerCase(Locale.ROOT))
                .replace("DEMOUSDT", symbol.replace("U", "DU"));
    }
}
