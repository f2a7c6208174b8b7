package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.TableSetup;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.Market;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The spot archive is stored column by column; the proof that an operator runs passes on what is right, and names what is not. */
@Order(5)
@ExtendWith(SharedServers.class)
class VerifyIT {
    private static final String TABLE = "verified";
    private static final int CANDLES = 25_528;
    private static final String HOLE =
            "confirmed hole  bitcoin  2021-04-25T04:01:00Z to 2021-04-25T08:45:00Z: 284 candles";

    @Test
    void provesTheTableAgainstFilesAndRestAndNamesWhatDiffers(Servers servers, @TempDir Path folder)
            throws IOException {
        Path archive = RecordedData.folder("klines-spot-1m");
        Market market = Market.of(archive, Interval.MINUTE_1);
        try (TestPipeline pipeline = TestPipeline.atFullSpeed(servers, TABLE, market, folder);
                CqlSession session = servers.superuser().connect()) {
            doesNotProveAnEmptyTable(pipeline);
            assertThat(pipeline.playAll()).matches(verdict -> verdict.equal(), "the table equals the exchange");
            everyColumnIsStoredAndTheHoleStaysAHole(pipeline, archive);

            passesAgainstFiles(pipeline, archive);
            passesAgainstRestWithTheHoleAsOneConfirmedHole(pipeline);
            doesNotProveWhatHasOneWitness(pipeline);
            madeOfMinutesByExactSums(pipeline, session, archive);
            witnessesAgreeAndSayTheGaps(pipeline, archive);
            aWitnessThatDisagreesNamesRowAndValues(pipeline, session);
            namesAnAlteredValueADeletedRowAndAnAddedOne(pipeline, session);
            refusesASymbolThatIsNotStored(pipeline);
            namesRowsOfTheFuture(pipeline, session);
        }
    }

    private static void doesNotProveAnEmptyTable(TestPipeline pipeline) {
        ToolRun run = verify(pipeline);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.log()).contains("Cannot verify: there is nothing to compare");
    }

    private static void everyColumnIsStoredAndTheHoleStaysAHole(TestPipeline pipeline, Path archive) {
        Map<String, Row> rows = RecordedData.assertHolds(pipeline.table(), archive);

        assertThat(rows).hasSize(CANDLES);
        long haltFrom = Instant.parse("2021-04-25T04:01:00Z").toEpochMilli();
        long haltTo = Instant.parse("2021-04-25T08:44:00Z").toEpochMilli();
        for (long minute = haltFrom; minute <= haltTo; minute += 60_000) {
            assertThat(rows).doesNotContainKey("BTCUSDT " + minute);
        }
        assertThat(rows).containsKeys("BTCUSDT " + (haltFrom - 60_000), "BTCUSDT " + (haltTo + 60_000));
    }

    private static void passesAgainstFiles(TestPipeline pipeline, Path archive) {
        ToolRun run = verify(pipeline, "--data", archive.toString());

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.answer())
                .contains(HOLE)
                .contains(
                        "equal: expected %1$d  stored %1$d  missing 0  extra 0  differing 0  trade-id breaks 0  holes 2"
                                .formatted(CANDLES));
    }

    private static void passesAgainstRestWithTheHoleAsOneConfirmedHole(TestPipeline pipeline) throws IOException {
        String[] range = {"--symbols", "btcusdt", "--from", "2021-04-24", "--to", "2021-05-06", "--json"};
        ToolRun run = verify(pipeline, range);

        assertThat(run.exitCode()).as("%s", run).isZero();
        JsonNode report = new ObjectMapper().readTree(run.answer());
        assertThat(report.get("equal").asBoolean()).isTrue();
        assertThat(report.get("assets")).hasSize(1);
        JsonNode bitcoin = report.get("assets").get(0);
        assertThat(bitcoin.get("expected").asLong()).isEqualTo(16_890);
        assertThat(bitcoin.get("holes")).singleElement().satisfies(hole -> {
            assertThat(hole.get("from").asText()).isEqualTo("2021-04-25T04:01:00Z");
            assertThat(hole.get("to").asText()).isEqualTo("2021-04-25T08:45:00Z");
            assertThat(hole.get("slots").asLong()).isEqualTo(284);
        });
    }

    private static void doesNotProveWhatHasOneWitness(TestPipeline pipeline) {
        ToolRun run = verify(pipeline, "--witness", "--symbols", "ETHUSDT");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.log()).contains("Cannot compare witnesses").contains(TABLE + "_1h");
    }

    /** Each is what plain sums of the recorded minutes are. What the exchange has said of one stays. */
    private static void madeOfMinutesByExactSums(TestPipeline pipeline, CqlSession session, Path archive)
            throws IOException {
        ToolRun refused = build(pipeline, "5m,1h");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.log())
                .contains("there is no table assets." + TABLE + "_5m (./candlestream prepare --intervals 5m)");
        List.of("5m", "1h", "1d").forEach(interval -> new TableSetup(session).table("assets", TABLE + "_" + interval));
        long open = Instant.parse("2021-04-28T07:00:00Z").toEpochMilli() * 1000;
        String said = "asset_name, timestamp, symbol, is_closed, close) VALUES ('bitcoin', '2021-04-28T07:00:00Z',"
                + " 'BTCUSDT', false, 1.5) USING TIMESTAMP " + open;
        session.execute("INSERT INTO assets." + TABLE + "_1h (" + said);

        ToolRun built = build(pipeline, "1d,5m,1h");
        assertThat(built.exitCode()).as("%s", built).isZero();
        assertThat(built.log())
                .contains("not made  bitcoin  1h  2021-04-25T04:00:00Z to 2021-04-25T09:00:00Z: 284 candles of 1m are"
                        + " not stored")
                .contains("not made  bitcoin  1d  2021-04-25T00:00:00Z to 2021-04-26T00:00:00Z: 284 candles of 1m");
        assertThat(session.execute("SELECT close FROM assets." + TABLE + "_1h WHERE asset_name = 'bitcoin'"
                                + " AND timestamp = '2021-04-28T07:00:00Z'")
                        .one()
                        .getDouble("close"))
                .isEqualTo(1.5);
        assertThat(built.answer()).containsPattern("1h: made [\\d,]+  there before 1  not made [\\d,]+  in ");
        session.execute("TRUNCATE assets." + TABLE + "_1h");

        ToolRun again = build(pipeline, "1d,5m,1h");
        assertThat(again.answer())
                .contains("5m: made 0  ")
                .contains("1d: made 0  ")
                .containsPattern("1h: made [1-9]\\d+  there before 0");
        for (Interval interval : List.of(Interval.MINUTE_5, Interval.HOUR_1, Interval.DAY_1)) {
            Path sums = LongerArchive.of(
                    archive, "BTCUSDT", interval, pipeline.pipeline().folder());
            ToolRun run = ToolRun.tool(
                    pipeline.pipeline()
                            .with("ASSET_CASSANDRA_TABLE", TABLE + "_" + interval.code())
                            .with("ASSET_INTERVAL", interval.code()),
                    "verify",
                    "--symbols",
                    "BTCUSDT",
                    "--data",
                    sums.toString());
            assertThat(run.exitCode()).as("%s", run).isZero();
        }
    }

    private static ToolRun build(TestPipeline pipeline, String intervals) {
        return ToolRun.tool(pipeline.pipeline(), "history", "build", "--from-1m", intervals);
    }

    private static void witnessesAgreeAndSayTheGaps(TestPipeline pipeline, Path archive) throws IOException {
        ToolRun run = verify(pipeline, "--witness", "--data", archive.toString(), "--to", "2021-05-06", "--json");

        assertThat(run.exitCode()).as("%s", run).isZero();
        JsonNode report = new ObjectMapper().readTree(run.answer());
        assertThat(report.get("witnesses").findValuesAsText("witnesses"))
                .contains("1m = 5m", "1m = 1h", "1m = 1d", "archive = table", "archive = REST");
        JsonNode hours = null;
        for (JsonNode one : report.get("witnesses")) {
            boolean bitcoin = one.get("asset").asText().equals("bitcoin");
            hours = bitcoin && one.get("witnesses").asText().equals("1m = 1h") ? one : hours;
        }
        assertThat(hours).isNotNull();
        assertThat(hours.get("differing").asLong()).isZero();
        assertThat(hours.get("compared").asLong()).isEqualTo(281);
        assertThat(hours.get("gaps").asLong()).isEqualTo(3); // both ends of the halt, and the last hour
        assertThat(report.get("gaps").toString())
                .contains(
                        "gap  1m = 1h  bitcoin  2021-04-25T04:00:00Z to 2021-04-25T05:00:00Z: 1 not compared, 59 of 60");
    }

    private static void aWitnessThatDisagreesNamesRowAndValues(TestPipeline pipeline, CqlSession session) {
        String row = " WHERE asset_name = 'bitcoin' AND timestamp = '2021-04-29T03:35:00Z'";
        double right = session.execute("SELECT volume FROM assets." + TABLE + "_5m" + row)
                .one()
                .getDouble("volume");
        session.execute("UPDATE assets." + TABLE + "_5m SET volume = 7.25" + row);
        ToolRun run = verify(pipeline, "--witness", "--symbols", "bitcoin");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.answer())
                .contains("differs  1m = 5m  bitcoin  2021-04-29T03:35:00Z  volume is 7.25 by 5m, "
                        + BigDecimal.valueOf(right).toPlainString() + " by 1m")
                .contains("NOT equal: compared ");
    }

    private static void namesAnAlteredValueADeletedRowAndAnAddedOne(TestPipeline pipeline, CqlSession session) {
        session.execute("UPDATE assets." + TABLE + " SET close = 1.5, trades = 7 WHERE asset_name = 'bitcoin'"
                + " AND timestamp = '2021-04-26T10:00:00Z'");
        session.execute(
                "DELETE FROM assets." + TABLE + " WHERE asset_name = 'bitcoin' AND timestamp = '2021-04-27T11:00:00Z'");
        session.execute("INSERT INTO assets." + TABLE + " (asset_name, timestamp, symbol, is_closed)"
                + " VALUES ('bitcoin', '2021-04-25T05:00:00Z', 'BTCUSDT', true)");
        ToolRun run = verify(pipeline, "--symbols", "BTCUSDT", "--from", "2021-04-25", "--to", "2021-04-28");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.answer())
                .contains("value  bitcoin  2021-04-26T10:00:00Z  close is 1.5, expected 5")
                .contains("value  bitcoin  2021-04-26T10:00:00Z  trades is 7, expected ")
                .contains("differing  bitcoin  close in 1, trades in 1")
                .contains("missing  bitcoin  2021-04-27T11:00:00Z")
                .contains("extra  bitcoin  2021-04-25T05:00:00Z")
                .contains("NOT equal: expected 4036  stored 4036  missing 1  extra 1  differing 1");
    }

    /** The newest closed row ends what is compared; the open one is behind that. */
    private static void namesRowsOfTheFuture(TestPipeline pipeline, CqlSession session) {
        for (String row : List.of("'2200-01-01T00:00:00Z', true", "'2200-01-01T00:01:00Z', false")) {
            session.execute("INSERT INTO assets." + TABLE + " (asset_name, symbol, collected_at, timestamp, is_closed)"
                    + " VALUES ('bitcoin', 'BTCUSDT', '2026-01-01T00:00:00Z', " + row + ")");
        }
        ToolRun run = verify(pipeline, "--symbols", "BTCUSDT", "--from", "2021-05-05");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.answer())
                .contains("future  bitcoin  2200-01-01T00:00:00Z")
                .contains("future  bitcoin  2200-01-01T00:01:00Z");
    }

    private static void refusesASymbolThatIsNotStored(TestPipeline pipeline) {
        assertThat(verify(pipeline, "--symbols", "NOSUCH").exitCode()).isEqualTo(2);
    }

    private static ToolRun verify(TestPipeline pipeline, String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "verify";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return ToolRun.tool(pipeline.pipeline(), arguments);
    }
}
