package io.candlestream.tools.trades;

import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.output.RowExport;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;

/** The stored trades, or aggregate trades,, by pair and in the order of their ids. */
public final class TradeExport {
    private static final String TRADE =
            "symbol,trade_id,price,quantity,quote_quantity,trade_time,is_buyer_maker,event_time,source";
    private static final String AGG_TRADE =
            "symbol,agg_trade_id,price,quantity,first_trade_id,last_trade_id,trade_time,"
                    + "is_buyer_maker,event_time,source";

    private TradeExport() {}

    /** Writes those of the pairs with these names, of all when there are none, and says what was written. */
    public static String write(IdTable table, List<String> names, RowExport export) {
        boolean aggregate = table.stream() == StoredStream.AGG_TRADES;
        List<String> columns = List.of((aggregate ? AGG_TRADE : TRADE).split(",", -1));
        List<String> symbols = table.symbols(names);
        Map<String, NavigableSet<Long>> hours = table.hours();
        long first = export.from().truncatedTo(ChronoUnit.HOURS).toEpochMilli();
        export.begin(columns);
        for (String symbol : symbols) {
            for (long hour : hours.get(symbol).subSet(first, export.to().toEpochMilli())) {
                table.rows(symbol, hour)
                        .forEach(row -> export.row(row, Objects.requireNonNull(row.time("trade_time"))));
            }
        }
        return export.text(aggregate ? "aggregate trade" : "trade", "pair", symbols.size());
    }
}
