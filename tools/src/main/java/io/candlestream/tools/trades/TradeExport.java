package io.candlestream.tools.trades;

import io.candlestream.tools.output.CsvExport;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;

/** The stored trades as lines of CSV, by pair and in the order of their ids. */
public final class TradeExport {
    private static final List<String> COLUMNS = List.of(
            "symbol,trade_id,price,quantity,quote_quantity,trade_time,is_buyer_maker,event_time,source".split(",", -1));

    private TradeExport() {}

    /** Writes the trades of the pairs with these names, of all when there are none, and says what was written. */
    public static String write(StoredTrades table, List<String> names, CsvExport export) {
        List<String> symbols = table.symbols(names);
        Map<String, NavigableSet<Long>> hours = table.hours();
        long first = export.from().truncatedTo(ChronoUnit.HOURS).toEpochMilli();
        export.header(COLUMNS);
        for (String symbol : symbols) {
            for (long hour : hours.get(symbol).subSet(first, export.to().toEpochMilli())) {
                table.rows(symbol, hour)
                        .forEach(row -> export.row(row, COLUMNS, Objects.requireNonNull(row.time("trade_time"))));
            }
        }
        return export.text("trade", "pair", symbols.size());
    }
}
