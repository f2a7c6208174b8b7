package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.TableSetup;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.FrameFault;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.Market;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The notebooks run, unchanged, on a table that the pipeline filled from recorded data, and their numbers are right. */
@Tag("nightly")
@Execution(ExecutionMode.SAME_THREAD)
class NotebooksIT {
    private static final String TABLE = "notebooks";
    private static final String READER = "notebooks_reader";
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    /** Three days of the market in eleven seconds: the gaps heal while it runs. */
    private static final double SPEED = 24_000;

    private static final Instant HALT = Instant.parse("2025-10-31T13:00:00Z");
    private static final Instant RESUMED = Instant.parse("2025-10-31T13:23:00Z");
    private static final int UNSENT_CLOSES = 24;
    private static final int MONTH = 31 * 24 * 60;

    @Test
    void theyRunOnWhatThePipelineStored(@TempDir Path folder) throws IOException, InterruptedException {
        Path archive = Files.createDirectories(folder.resolve("archive"));
        halted("BTCUSDT", archive);
        halted("ETHUSDT", archive);
        Market market = Market.of(archive, Interval.MINUTE_1);
        Exchange exchange = new Exchange(market, Pace.times(SPEED));
        // Servers of its own: other tests tell of other gaps of these symbols.
        try (EmbeddedServers servers = EmbeddedServers.start(folder.resolve("servers"));
                TestPipeline test = TestPipeline.with(servers, TABLE, market, exchange, folder);
                CqlSession session = servers.superuser().connect()) {
            fill(test, monthOfLink(folder), session);
            storeTrades(session);
            makeHours(test.pipeline(), session);
            storeWhatIsMade(test.pipeline());

            NotebookRun check = NotebookRun.check(asReader(session, test.pipeline()));

            Path target = Files.createDirectories(NotebookRun.folder().resolve("target"));
            Files.writeString(target.resolve("check.txt"), check.output());
            assertThat(check.exitCode()).as(check.output()).isZero();
            assertThat(check.output())
                    .contains("features.ipynb: ", "first_look.ipynb: ", "model.ipynb: ", "prove_it.ipynb: ");
        }
        assertFeaturesAreThoseOf(archive);
    }

    private static void halted(String symbol, Path target) throws IOException {
        RecordedMarket.halted(
                RecordedData.folder("klines-spot-1m").resolve(symbol + "-1m-20251029-20251101.csv.gz"),
                target.resolve(symbol + "-1m-2025-10.csv.gz"),
                HALT.toEpochMilli(),
                RESUMED.toEpochMilli());
    }

    private static Path monthOfLink(Path folder) throws IOException {
        Path month = Files.createDirectories(folder.resolve("month"));
        RecordedMarket.longMonth(
                RecordedData.folder("klines-futures-1m").resolve("LINKUSDT-1m-2026-02.csv.gz"),
                month.resolve("LINKUSDT-1m-2026-02.csv.gz"));
        return month;
    }

    /** Lets the market run through a halt and some lost closing updates, then loads the month behind it. */
    private static void fill(TestPipeline test, Path month, CqlSession session) {
        try (PipelineRun run = test.start(test.pipeline().with("CANDLESTREAM_PRODUCER_HEAL_CONFIRM", "2 s"))) {
            Exchange exchange = test.exchange();
            await().atMost(DEADLINE).until(() -> exchange.truth().closed() > 2_000);
            for (int i = 0; i < UNSENT_CLOSES; i++) {
                exchange.faults().frame(FrameFault.MISSING_CLOSE);
            }
            exchange.finished().join();
            assertThat(run.settle(test::verdict, DEADLINE)).matches(Verdict::equal, "equal to the exchange");
            await().atMost(DEADLINE).until(() -> session.execute("SELECT state FROM assets.gaps").all().stream()
                    .anyMatch(gap -> "empty".equals(gap.getString("state"))));

            ToolRun load = ToolRun.producer(
                    inFolder(test),
                    "backfill",
                    "--symbols",
                    "LINKUSDT",
                    "--from",
                    "2026-02-01",
                    "--to",
                    "2026-03-04",
                    "--data",
                    month.toString());
            assertThat(load.exitCode()).as("%s", load).isZero();
            awaitMonth(session);
            run.stop();
        }
    }

    private static void makeHours(Pipeline pipeline, CqlSession session) {
        new TableSetup(session).table("assets", TABLE + "_1h");
        ToolRun made = ToolRun.tool(pipeline, "history", "build", "--from-1m", "1h");
        assertThat(made.exitCode()).as("%s", made).isZero();
    }

    /** A trade each ten seconds over the turn of an hour. */
    private static void storeTrades(CqlSession session) {
        for (int id = 1; id <= 9; id++) {
            Instant time = Instant.parse("2025-10-30T23:59:00Z").plusSeconds(10L * (id - 1));
            BigDecimal price = new BigDecimal("110000." + id);
            session.execute(
                    "INSERT INTO assets.trades (symbol, hour, trade_id, price, quantity, quote_quantity, trade_time,"
                            + " is_buyer_maker) VALUES ('BTCUSDT', ?, ?, ?, ?, ?, ?, ?)",
                    time.truncatedTo(ChronoUnit.HOURS),
                    (long) id,
                    price,
                    BigDecimal.TEN,
                    price.multiply(BigDecimal.TEN),
                    time,
                    id % 2 == 0);
        }
    }

    /** The features and correlations of the halted days, and the metrics of one pair's updates. */
    private static void storeWhatIsMade(Pipeline pipeline) {
        for (List<String> wanted : List.of(
                List.of("features", "ETHUSDT"), List.of("correlations", "ETHUSDT"), List.of("metrics", "BTCUSDT"))) {
            ToolRun made = ToolRun.tool(pipeline, "recompute", "--what", wanted.get(0), "--symbols", wanted.get(1));
            assertThat(made.exitCode()).as("%s", made).isZero();
        }
    }

    private static Pipeline inFolder(TestPipeline test) {
        return test.pipeline()
                .with(
                        "CANDLESTREAM_PRODUCER_BACKFILL_FOLDER",
                        test.pipeline().folder().resolve("bookmarks").toString());
    }

    private static void awaitMonth(CqlSession session) {
        await().atMost(DEADLINE)
                .pollInterval(Duration.ofSeconds(1)) // each look reads the month
                .until(() ->
                        session.execute("SELECT timestamp FROM assets." + TABLE + " WHERE asset_name = 'chainlink'")
                                        .all()
                                        .size()
                                == MONTH);
    }

    /** Notebooks read and do nothing else: their login may not more. */
    private static Pipeline asReader(CqlSession session, Pipeline pipeline) {
        session.execute("CREATE ROLE IF NOT EXISTS " + READER + " WITH LOGIN = true AND PASSWORD = '" + READER + "'");
        session.execute("GRANT SELECT ON KEYSPACE assets TO " + READER);
        return pipeline.with("ASSET_CASSANDRA_USERNAME", READER)
                .with("ASSET_CASSANDRA_PASSWORD", READER)
                .with("CANDLESTREAM_TOOLS_REST_CONFIRM", ToolRun.REST_CONFIRM)
                .with("CANDLESTREAM_TOOLS_REST_URL", pipeline.value("CANDLESTREAM_PRODUCER_REST_URL"));
    }

    /** What the feature notebook made of the table is what plain loops make of the archive. */
    private static void assertFeaturesAreThoseOf(Path archive) throws IOException {
        Path table = NotebookRun.folder().resolve("target/features.csv");
        List<String> lines = Files.readAllLines(table);
        String[] names = lines.get(0).split(",");
        PlainFeatures expected = new PlainFeatures(RecordedData.candles(archive), "BTCUSDT");

        assertThat(lines).hasSize(1 + 4_319);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, Double> features = expected.at(time(cells[0]));
            assertThat(names).hasSize(1 + features.size());
            for (int i = 1; i < names.length; i++) {
                assertEqual(cells[0] + " " + names[i], cells[i], features.get(names[i]));
            }
        }
    }

    private static long time(String cell) {
        return Instant.parse(cell.replace(' ', 'T').replace("+00:00", "Z")).toEpochMilli();
    }

    private static void assertEqual(String what, String cell, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(cell).as(what).isEmpty();
        } else {
            assertThat(Double.parseDouble(cell)).as(what).isCloseTo(expected, within(1e-9 + Math.abs(expected) * 1e-6));
        }
    }
}
