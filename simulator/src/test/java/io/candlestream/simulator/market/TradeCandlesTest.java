package io.candlestream.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.Interval;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradeCandlesTest {
    @Test
    void theLastCandleStaysOpen() {
        List<Update> updates = updates(trade(1, 59_950), trade(2, 60_010), trade(3, 119_990));

        assertThat(updates).filteredOn(Update::closed).hasSize(1);
        assertThat(updates.get(updates.size() - 1).candle().trades()).isEqualTo(2);
        assertThat(updates.get(updates.size() - 1).closed()).isFalse();
    }

    @Test
    void minutesWithoutTradesAreClosedToo() {
        List<Update> closed = closed(trade(1, 10), trade(2, 180_010));

        assertThat(closed).extracting(update -> update.candle().openTime()).containsExactly(0L, 60_000L, 120_000L);
        assertThat(closed).extracting(update -> update.candle().trades()).containsExactly(1L, 0L, 0L);
    }

    @Test
    void makesNoCandlesUpWhereTradesWereNotRecorded() {
        assertThat(closed(trade(1, 10), trade(9, 180_010), trade(10, 240_010)))
                .extracting(update -> update.candle().openTime())
                .containsExactly(0L, 180_000L);
    }

    @Test
    void noTradesMakeNoCandle() {
        assertThat(updates()).isEmpty();
    }

    private static List<Update> closed(MarketTrade... trades) {
        return updates(trades).stream().filter(Update::closed).toList();
    }

    private static List<Update> updates(MarketTrade... trades) {
        List<Update> updates = new ArrayList<>();
        new TradeCandles("BTCUSDT", Interval.MINUTE_1, List.of(trades).iterator()).forEachRemaining(updates::add);
        return updates;
    }

    private static MarketTrade trade(long id, long time) {
        return new MarketTrade("BTCUSDT", id, time, time + 1, (100 + id) * DecimalText.ONE, DecimalText.ONE, true);
    }
}
