package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.Market;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedServers.class)
class ArchiveReplayIT {
    @Test
    void everyColumnOfTheSpotArchiveIsStoredAndTheHoleStaysAHole(Servers servers, @TempDir Path folder) {
        Map<String, Row> rows = replay(servers, "klines-spot-1m", "spot_archive", 25_528, folder);

        long haltFrom = Instant.parse("2021-04-25T04:01:00Z").toEpochMilli();
        long haltTo = Instant.parse("2021-04-25T08:44:00Z").toEpochMilli();
        for (long minute = haltFrom; minute <= haltTo; minute += 60_000) {
            assertThat(rows).doesNotContainKey("BTCUSDT " + minute);
        }
        assertThat(rows).containsKeys("BTCUSDT " + (haltFrom - 60_000), "BTCUSDT " + (haltTo + 60_000));
    }

    @Test
    void everyColumnOfTheFuturesArchiveIsStored(Servers servers, @TempDir Path folder) {
        replay(servers, "klines-futures-1m", "futures_archive", 161_280, folder);
    }

    private static Map<String, Row> replay(Servers servers, String data, String table, int candles, Path folder) {
        Path archive = RecordedData.folder(data);
        Market market = Market.of(archive, Interval.MINUTE_1);
        try (TestPipeline pipeline = TestPipeline.atFullSpeed(servers, table, market, folder)) {
            Verdict verdict = pipeline.playAll();

            assertThat(verdict.equal()).as("%s", verdict).isTrue();
            assertThat(verdict.stored()).isEqualTo(candles);
            Map<String, Row> rows = RecordedData.byCandle(pipeline.table().rows());
            Map<String, String[]> file = RecordedData.candles(archive);
            assertThat(rows).hasSize(candles).hasSameSizeAs(file);
            file.forEach((candle, cells) -> RecordedData.assertEqual(candle, rows.get(candle), cells));
            return rows;
        }
    }
}
