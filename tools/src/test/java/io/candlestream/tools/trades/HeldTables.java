package io.candlestream.tools.trades;

import io.candlestream.tools.access.MapRow;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.TestTables;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tables of trades and tickers that are held in memory; the commands' own tests read them from servers. */
public final class HeldTables extends TestTables {
    /** The pair that all rows are of. */
    public static final String SYMBOL = "MADEUPUSDT";

    private final List<Map<String, Object>> trades = new ArrayList<>();
    private final List<Map<String, Object>> tickers = new ArrayList<>();

    /** Puts a trade behind the others. */
    public void trade(long id, Instant time, String price, String quantity) {
        BigDecimal paid = new BigDecimal(price);
        BigDecimal amount = new BigDecimal(quantity);
        trades.add(Map.of(
                "symbol",
                SYMBOL,
                "hour",
                time.truncatedTo(ChronoUnit.HOURS),
                "trade_id",
                id,
                "price",
                paid,
                "quantity",
                amount,
                "quote_quantity",
                paid.multiply(amount),
                "trade_time",
                time,
                "is_buyer_maker",
                true));
    }

    /** Puts a ticker behind the others. */
    public void ticker(Map<String, Object> row) {
        tickers.add(row);
    }

    /** Takes a trade away. */
    public void forgetTrade(long id) {
        trades.removeIf(trade -> trade.get("trade_id").equals(id));
    }

    @Override
    public Iterable<StoredRow> rows(String query, int pageRows, Object... values) {
        Stream<Map<String, Object>> found = query.contains("assets.ticker")
                ? tickers.stream()
                        .filter(row ->
                                !query.contains("day = ?") || row.get("day").equals(values[2]))
                : trades.stream()
                        .filter(row ->
                                !query.contains("hour = ?") || row.get("hour").equals(values[1]))
                        .filter(row -> !query.contains("trade_id >= ?")
                                || ((Long) row.get("trade_id") >= (Long) values[2]
                                        && (Long) row.get("trade_id") <= (Long) values[3]));
        return found.<StoredRow>map(MapRow::new).toList();
    }
}
