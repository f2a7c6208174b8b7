package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.Market;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedServers.class)
class RecordedTradesIT {
    @Test
    void theWholeCandlesOfTheRecordedTradesStandInTheTable(Servers servers, @TempDir Path folder) {
        Path trades = RecordedData.folder("trades");
        Market market = Market.of(trades, Interval.MINUTE_1);
        try (TestPipeline pipeline = TestPipeline.atFullSpeed(servers, "recorded_trades", market, folder)) {
            Verdict verdict = pipeline.playAll();

            assertThat(verdict.equal()).as("%s", verdict).isTrue();
            Map<String, Row> rows = RecordedData.byCandle(pipeline.table().rows());
            Map<String, String[]> derived = RecordedData.candles(trades);
            assertThat(derived).hasSize(20);
            derived.forEach((candle, cells) -> {
                Row row = rows.get(candle);
                RecordedData.assertEqual(candle, row, cells);
                assertThat(row.getLong("first_trade_id")).as(candle).isEqualTo(Long.parseLong(cells[11]));
                assertThat(row.getLong("last_trade_id")).as(candle).isEqualTo(Long.parseLong(cells[12]));
            });
        }
    }
}
