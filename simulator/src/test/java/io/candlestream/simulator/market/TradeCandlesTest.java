package io.candlestream.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.runtime.Seed;
import io.candlestream.schema.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TradeCandlesTest {
    private static final Seed SEED = Seed.next();

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

    /** Of the last trades of all, either may say once more how the candle stands. */
    @Test
    void ofOneSequenceOfTradesTheSamePushesAreMade() {
        Random random = SEED.random();
        List<String> symbols = List.of("BTCUSDT", "ETHUSDT", "XRPUSDT");
        List<MarketTrade> trades = new ArrayList<>();
        long time = 0;
        for (int id = 0; id < 5000; id++) {
            time += random.nextInt(random.nextInt(100) == 0 ? 200_000 : 900);
            String symbol = symbols.get(Math.min(random.nextInt(9), 2));
            trades.add(new MarketTrade(
                    symbol, id, time, time, (1 + random.nextInt(900)) * DecimalText.ONE, DecimalText.ONE, id % 2 == 0));
        }
        List<Update> pushed = new ArrayList<>();
        new OpenCandles(Interval.MINUTE_1, trades.iterator()).forEachRemaining(pushed::add);

        assertThat(pushed)
                .isSortedAccordingTo(Comparator.comparingLong(Update::eventTime).thenComparing(Update::symbol));
        for (String symbol : symbols) {
            List<Update> expected = new ArrayList<>();
            new TradeCandles(
                            symbol,
                            Interval.MINUTE_1,
                            trades.stream()
                                    .filter(trade -> trade.symbol().equals(symbol))
                                    .iterator())
                    .forEachRemaining(expected::add);
            long last = expected.get(expected.size() - 1).eventTime();
            assertThat(pushed)
                    .filteredOn(update -> update.symbol().equals(symbol) && update.eventTime() < last)
                    .as("%s of %s", symbol, SEED)
                    .containsExactlyElementsOf(expected.stream()
                            .filter(update -> !update.closed() && update.eventTime() < last)
                            .toList());
        }
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
