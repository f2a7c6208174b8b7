package io.candlestream.tools.trades;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.history.PastAggTrade;
import io.candlestream.tools.access.MapRow;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.TestTables;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three aggregate trades of six trades, of which the second one is what the exchange took back. */
class AggTradeProofTest {
    private static final Instant HOUR = Instant.parse("2026-01-01T01:00:00Z");

    private final List<Map<String, Object>> trades = new ArrayList<>();
    private final List<Map<String, Object>> aggTrades = new ArrayList<>();
    private final List<PastAggTrade> told = new ArrayList<>();

    @BeforeEach
    void store() {
        trade(10, "100", "0.5", true, 1);
        trade(11, "100", "0.25", true, 1);
        trade(12, "99.5", "1.5", true, 1);
        trade(13, "99.5", "0.5", true, 2);
        aggTrade(5, "100", "0.75", 10, 11, 1);
        told.add(new PastAggTrade("MADEUPUSDT", 6, "0", "0", -1, -1, HOUR.toEpochMilli() + 1, true, 0));
        aggTrade(7, "99.5", "1.5", 12, 12, 1);
        aggTrade(8, "99.5", "0.5", 13, 13, 2);
    }

    @Test
    void eachIsWhatTheExchangeTellsAndWhatItsTradesMakeAndWhatWasTakenBackIsNotMissing() {
        assertThat(report().text())
                .isEqualTo("MADEUPUSDT  ids 5 to 8  stored 3  by trades 3\n"
                        + "equal: aggregate trades 3  missing 0  extra 0  differing 0  by trades 3"
                        + "  differing from trades 0  breaks 0");
    }

    @Test
    void withoutTradesTheExchangeAloneIsTheWitness() {
        trades.clear();

        assertThat(report().verdict()).startsWith("equal: ").contains("by trades 0  differing from trades 0");
    }

    @Test
    void aMissingOneIsNamed() {
        aggTrades.remove(1);

        assertThat(report().text()).contains("missing  MADEUPUSDT  ids 7 to 7\n", "NOT equal: ", "  missing 1  ");
    }

    @Test
    void anotherQuantityThanThatOfItsTradesIsNamedThoughTheExchangeSaysSo() {
        aggTrades.get(0).put("quantity", new BigDecimal("0.76"));
        told.set(0, new PastAggTrade("MADEUPUSDT", 5, "100", "0.76", 10, 11, HOUR.toEpochMilli() + 1, true, 0));

        assertThat(report().text())
                .contains("trades  MADEUPUSDT  aggregate trade 5  quantity 0.76, its trades make 0.75\n")
                .contains("NOT equal: ", "differing 0  by trades 2  differing from trades 1");
    }

    @Test
    void aTradeOfAnotherPriceSideOrTimeIsNamed() {
        for (Map.Entry<String, Object> other : Map.of(
                        "price",
                        (Object) new BigDecimal("100.5"),
                        "is_buyer_maker",
                        false,
                        "trade_time",
                        HOUR.plusMillis(2))
                .entrySet()) {
            Object before = trades.get(1).put(other.getKey(), other.getValue());

            assertThat(report().text()).as(other.getKey()).contains("trade 11 has another price, side or time");
            trades.get(1).put(other.getKey(), before);
        }
    }

    @Test
    void aBreakBetweenNeighboursIsToldAndIsTheExchangesOwn() {
        trades.clear();
        aggTrades.get(2).put("first_trade_id", 14L);
        aggTrades.get(2).put("last_trade_id", 14L);
        told.set(3, new PastAggTrade("MADEUPUSDT", 8, "99.5", "0.5", 14, 14, HOUR.toEpochMilli() + 2, true, 0));

        assertThat(report().text())
                .contains("break  MADEUPUSDT  aggregate trade 7 ends with trade 12, 8 begins with 14\n")
                .contains("\nequal: ", "  breaks 1");
    }

    @Test
    void anotherValueThanTheExchangesIsNamed() {
        for (String column : List.of("first_trade_id", "last_trade_id")) {
            Object before = aggTrades.get(0).put(column, 9L + column.length());

            assertThat(report().verdict()).as(column).startsWith("NOT equal: ").contains("  differing 1  ");
            aggTrades.get(0).put(column, before);
        }
    }

    private void trade(long id, String price, String quantity, boolean maker, long millis) {
        Map<String, Object> row = row(price, quantity, maker, millis);
        row.put("trade_id", id);
        row.put("quote_quantity", new BigDecimal(price).multiply(new BigDecimal(quantity)));
        trades.add(row);
    }

    private void aggTrade(long id, String price, String quantity, long first, long last, long millis) {
        Map<String, Object> row = row(price, quantity, true, millis);
        row.put("agg_trade_id", id);
        row.put("first_trade_id", first);
        row.put("last_trade_id", last);
        aggTrades.add(row);
        told.add(new PastAggTrade(
                "MADEUPUSDT", id, price, quantity + "00", first, last, HOUR.toEpochMilli() + millis, true, 0));
    }

    private static Map<String, Object> row(String price, String quantity, boolean maker, long millis) {
        Map<String, Object> row = new HashMap<>();
        row.put("symbol", "MADEUPUSDT");
        row.put("hour", HOUR);
        row.put("price", new BigDecimal(price));
        row.put("quantity", new BigDecimal(quantity));
        row.put("trade_time", HOUR.plusMillis(millis));
        row.put("is_buyer_maker", maker);
        return row;
    }

    private AggTradeReport report() {
        TestTables tables = new Tables();
        return new AggTradeProof(
                        new IdTable(tables, StoredStream.AGG_TRADES, "agg_trades", "assets"),
                        new StoredTrades(tables, "trades", "assets"),
                        symbol -> SourceById.of(told.iterator()))
                .report(List.of(), Optional.empty(), Optional.empty());
    }

    private final class Tables extends TestTables {
        @Override
        public Iterable<StoredRow> rows(String query, int pageRows, Object... values) {
            List<Map<String, Object>> found = query.contains("assets.agg_trades") ? aggTrades : trades;
            return found.stream().<StoredRow>map(MapRow::new).toList();
        }
    }
}
