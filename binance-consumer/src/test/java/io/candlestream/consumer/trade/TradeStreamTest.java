package io.candlestream.consumer.trade;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.GapRequest;
import io.candlestream.consumer.stream.StoredRows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TradeStreamTest {
    private static final Instant MADE = Instant.parse("2024-08-08T23:54:15.342Z");

    @Test
    void asksForEachSymbolFromItsNewestTradeOnWhicheverHourComesFirst() {
        StoredRows stored = new StoredRows(List.of(
                List.of(row("BTCUSDT", MADE), row("BTCUSDT", MADE.minusSeconds(5))),
                List.of(row("ETHUSDT", MADE.plusSeconds(1))),
                List.of(row("BTCUSDT", MADE.minusSeconds(3600)))));

        assertThat(TradeRecord.TRADES.lost(stored))
                .containsExactly(
                        new GapRequest("BTCUSDT", "trade", MADE),
                        new GapRequest("ETHUSDT", "trade", MADE.plusSeconds(1)));
    }

    private static Map<String, Object> row(String symbol, Instant time) {
        return Map.of("symbol", symbol, "trade_time", time);
    }
}
