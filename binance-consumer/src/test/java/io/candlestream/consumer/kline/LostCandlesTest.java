package io.candlestream.consumer.kline;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.GapRequest;
import io.candlestream.consumer.stream.StoredRows;
import io.candlestream.schema.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LostCandlesTest {
    private static final Instant OPEN = Instant.parse("2024-08-08T23:54:00Z");

    @Test
    void asksForEachSymbolFromItsNewestCandleOn() {
        assertThat(requests(
                        List.of(List.of(row("BTCUSDT", "1m", OPEN, OPEN)), List.of(row("ETHUSDT", "1m", OPEN, OPEN)))))
                .containsExactly(new GapRequest("BTCUSDT", "1m", OPEN), new GapRequest("ETHUSDT", "1m", OPEN));
    }

    @Test
    void passesOverARowFromTheFuture() {
        Map<String, Object> future = row("BTCUSDT", "1m", OPEN.plusSeconds(400_000), OPEN);

        assertThat(requests(List.of(List.of(future, row("BTCUSDT", "1m", OPEN, OPEN)))))
                .containsExactly(new GapRequest("BTCUSDT", "1m", OPEN));
    }

    @Test
    void candlesOfAnotherIntervalAndRowsWithoutASymbolWereNeverOurs() {
        assertThat(requests(List.of(
                        List.of(row("BTCUSDT", "1h", OPEN, OPEN)), List.of(Map.of("timestamp", (Object) OPEN)))))
                .isEmpty();
    }

    private static List<GapRequest> requests(List<List<Map<String, Object>>> partitions) {
        return new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 65_535, "assets")
                .lost(new StoredRows(partitions));
    }

    private static Map<String, Object> row(String symbol, String interval, Instant open, Instant collected) {
        return Map.of("symbol", symbol, "interval", interval, "timestamp", open, "collected_at", collected);
    }
}
