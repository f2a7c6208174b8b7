package io.candlestream.tools.tickers;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.TickerWindow;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.trades.StoredTrades;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
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

    private final List<Map<String, Object>> trades = new ArrayList<>();
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
        BigDecimal paid = new BigDecimal(price);
        BigDecimal amount = new BigDecimal(quantity);
        trades.add(Map.of(
                "symbol",
                "MADEUPUSDT",
                "hour",
                DAY,
                "trade_id",
                id,
                "price",
                paid,
                "quantity",
                amount,
                "quote_quantity",
                paid.multiply(amount),
                "trade_time",
                DAY.plusSeconds(id),
                "is_buyer_maker",
                true));
    }

    @Test
    void aTickerIsWhatItsTradesMake() {
        assertThat(report().verdict()).isEqualTo("equal: tickers of 1h  proved 1  without their trades 0  differing 0");
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
        trades.remove(2);

        assertThat(report().verdict())
                .isEqualTo("NOT equal: tickers of 1h  proved 0  without their trades 1  differing 0");
    }

    private TickerReport report() {
        StoredTables tables = new Tables();
        return new TickerProof(
                        new StoredTickers(tables, "ticker_1h", TickerWindow.HOUR_1),
                        new StoredTrades(tables, "trades", "assets"))
                .report(List.of(), Optional.empty(), Optional.empty());
    }

    private final class Tables implements StoredTables {
        @Override
        public String named(String table) {
            return "assets." + table;
        }

        @Override
        public boolean has(String table) {
            return true;
        }

        @Override
        public Iterable<StoredRow> rows(String query, int pageRows, Object... values) {
            List<Map<String, Object>> found = query.contains("assets.ticker_1h") ? List.of(ticker) : trades;
            return found.stream().<StoredRow>map(Fields::new).toList();
        }

        @Override
        public String newest(String columns, String named, String key, String order) {
            return "";
        }

        @Override
        public String filtering() {
            return "";
        }
    }

    private record Fields(Map<String, Object> values) implements StoredRow {
        @Override
        public boolean has(String column) {
            return values.containsKey(column);
        }

        @Override
        public boolean isNull(String column) {
            return !has(column);
        }

        @Override
        public String text(String column) {
            return (String) values.get(column);
        }

        @Override
        public long number(String column) {
            return (Long) values.get(column);
        }

        @Override
        public boolean flag(String column) {
            return (Boolean) values.get(column);
        }

        @Override
        public Instant time(String column) {
            return (Instant) values.get(column);
        }

        @Override
        public BigDecimal decimal(String column) {
            return (BigDecimal) values.get(column);
        }

        @Override
        public Object value(String column) {
            return values.get(column);
        }
    }
}
