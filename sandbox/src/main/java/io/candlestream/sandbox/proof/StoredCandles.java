package io.candlestream.sandbox.proof;

import io.candlestream.history.History;
import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestHistory;
import io.candlestream.history.RestKlines;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.verify.CandleColumns;
import io.candlestream.tools.verify.TableComparison;
import java.net.http.HttpClient;

/** The candle table in any store, as a proof reads it. */
public record StoredCandles(StoredTables store, String table) {
    private static final int PAGE_ROWS = 2000;

    /** Every row with every column. */
    public Iterable<StoredRow> rows() {
        return store.rows("SELECT * FROM " + store.named(table), PAGE_ROWS);
    }

    /** The newest row of every asset. */
    public Iterable<StoredRow> newest() {
        return store.rows(store.newest("*", store.named(table), "asset_name", "timestamp"), PAGE_ROWS);
    }

    /** The comparison that {@code verify} makes of this table with {@code exchange}. */
    public TableComparison comparedWith(History exchange, Interval interval) {
        return new TableComparison(
                new AssetTable(store, table, "gaps"), exchange, interval, new CandleColumns("binance"));
    }

    /** The same with what a simulated exchange answers by REST, as to any program; its weight is not spared. */
    public TableComparison comparedWith(Exchange exchange, Interval interval) {
        RequestWeightLimiter unlimited = new RequestWeightLimiter(Integer.MAX_VALUE);
        return comparedWith(
                new RestHistory(new RestKlines(exchange.restUrl(), HttpClient.newHttpClient(), interval, unlimited)),
                interval);
    }
}
