package io.candlestream.tools.tickers;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.TickerWindow;
import io.candlestream.tools.trades.HeldTables;
import io.candlestream.tools.trades.StoredTrades;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the proof says of tickers, by rows that are held in memory; VerifyCommand's own tests read them from servers. */
class TickerProofTest {
    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

    private final HeldTables tables = new HeldTables();
    private final Map<String, Object> ticker = new HashMap<>();

    TickerProofTest() {
        trade(10, "100", "1");
        trade(11, "104", "2");
        trade(12, "99.5", "1.5");
        trade(13, "103.5", "0.5");
        ticker.putAll(Map.of("symbol", "MADEUPUSDT", "window_size", "1h", "day", DAY));
        ticker.putAll(Map.of(
                "event_time",
                DAY.plusMillis(3_630_600),
                "open_time",
                DAY,
                "close_time",
                DAY.plusMillis(3_630_500),
                "first_trade_id",
                10L,
                "last_trade_id",
                13L,
                "trades",
                4L));
        amount("open_price", "100");
        amount("last_price", "103.5");
        amount("high_price", "104");
        amount("low_price", "99.5");
        amount("price_change", "3.5");
        amount("price_change_percent", "3.5");
        amount("volume", "5");
        amount("quote_volume", "509");
        amount("weighted_average_price", "101.8");
    }

    private void amount(String column, String value) {
        ticker.put(column, new BigDecimal(value));
    }

    private void trade(long id, String price, String quantity) {
        tables.trade(id, DAY.plusSeconds(id), price, quantity);
    }

    @Test
    void aTickerIsWhatItsTradesMake() {
        assertThat(report().verdict())
                .isEqualTo("equal: tickers of 1h  proved 1  without their trades 0  differing 0  holes 0");
    }

    @ParameterizedTest
    @CsvSource({
        "open_price, 100.1",
        "last_price, 103.4",
        "high_price, 104.1",
        "low_price, 99",
        "price_change, 3.6",
        "price_change_percent, 3.501",
        "volume, 5.1",
        "quote_volume, 509.00000001",
        "weighted_average_price, 101.80000001",
    })
    void everyOtherValueIsNamed(String column, String value) {
        amount(column, value);

        assertThat(report().equal()).isFalse();
        assertThat(report().text())
                .contains("value  MADEUPUSDT  2026-01-01T01:00:30.600Z  ")
                .contains(column + " " + value + ", expected ");
    }

    @Test
    void anotherCountAnotherWindowAndATradeFromBeforeItAreNamed() {
        ticker.put("trades", 5L);
        ticker.put("open_time", DAY.plusSeconds(11));
        ticker.put("close_time", DAY.plusSeconds(20));

        assertThat(report().text())
                .contains("trades 5, expected 4", "the window is 9000 ms wide", "the first trade is from before");
    }

    @Test
    void withoutAllOfItsTradesItIsNotProved() {
        tables.forgetTrade(12);

        assertThat(report().verdict())
                .isEqualTo("NOT equal: tickers of 1h  proved 0  without their trades 1  differing 0  holes 0");
    }

    /** The ticker before, and one of the trades behind it, which came that much later. */
    private void nextTicker(long seconds) {
        trade(5000, "103.5", "1");
        Map<String, Object> next = new HashMap<>(ticker);
        next.put("event_time", DAY.plusSeconds(5000 + seconds));
        next.put("first_trade_id", 5000L);
        next.put("last_trade_id", 5000L);
        tables.ticker(ticker);
        tables.ticker(next);
    }

    @Test
    void aTradeThatNoTickerTellsOfInTimeIsAHole() {
        nextTicker(4);

        assertThat(verdict(Optional.empty(), Optional.empty())).contains("NOT equal", "differing 1  holes 1");
        assertThat(held(Optional.empty(), Optional.empty()).text())
                .contains("hole  MADEUPUSDT  2026-01-01T01:00:30.600Z to 2026-01-01T01:23:24Z"
                        + "  no ticker tells of trade 5000 in time");
    }

    @Test
    void aTickerThatComesSoonLeavesNoHoleHoweverLongNobodyTraded() {
        nextTicker(2);

        assertThat(verdict(Optional.empty(), Optional.empty())).contains("holes 0");
    }

    @Test
    void betweenTwoTimesTheTradesBeforeTheFirstAndBehindTheLastTickerCountToo() {
        tables.ticker(ticker);
        trade(5000, "103.5", "1");

        assertThat(verdict(Optional.of(DAY), Optional.of(DAY.plusSeconds(5003))))
                .contains("holes 1");
        assertThat(verdict(Optional.of(DAY), Optional.of(DAY.plusSeconds(5004))))
                .contains("holes 2");
        assertThat(verdict(Optional.empty(), Optional.of(DAY.plusSeconds(5003))))
                .contains("equal", "holes 0");
    }

    /** Only the trades on both sides say that it has all of its window. */
    @Test
    void oneThatWasMadeHasAllTradesOfItsWindow() {
        ticker.put("source", "trades");

        assertThat(report().text())
                .contains(
                        "first_trade_id is not the first of the window", "last_trade_id is not the last of the window");
        tables.forgetTrade(10);
        tables.forgetTrade(11);
        tables.forgetTrade(12);
        tables.forgetTrade(13);
        tables.trade(9, DAY.minusSeconds(1), "100", "1");
        trade(10, "100", "1");
        trade(11, "104", "2");
        trade(12, "99.5", "1.5");
        trade(13, "103.5", "0.5");
        trade(3631, "103.5", "0.5");
        assertThat(held(Optional.empty(), Optional.empty()).verdict())
                .isEqualTo("equal: tickers of 1h  proved 1  without their trades 0  differing 0  holes 0");
    }

    private TickerReport report() {
        tables.ticker(ticker);
        return held(Optional.empty(), Optional.empty());
    }

    private String verdict(Optional<Instant> from, Optional<Instant> to) {
        return held(from, to).verdict();
    }

    private TickerReport held(Optional<Instant> from, Optional<Instant> to) {
        return new TickerProof(
                        new StoredTickers(tables, "ticker_1h", TickerWindow.HOUR_1),
                        new StoredTrades(tables, "trades", "assets"))
                .report(List.of(), from, to);
    }
}
