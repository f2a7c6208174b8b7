package io.candlestream.tools.tickers;

import io.candlestream.schema.TickerWindow;
import io.candlestream.tools.output.RowExport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;

/** The stored tickers, by pair and time. */
public final class TickerExport {
    private static final String COMMON = "symbol,window_size,event_time,price_change,price_change_percent,"
            + "weighted_average_price,open_price,high_price,low_price,last_price,volume,quote_volume,open_time,"
            + "close_time,first_trade_id,last_trade_id,trades,source";
    private static final String OF_24_HOURS =
            ",previous_close_price,last_quantity,bid_price,bid_quantity,ask_price,ask_quantity";

    private TickerExport() {}

    /** Writes the tickers of the pairs with these names, of all when there are none, and says what was written. */
    public static String write(StoredTickers table, List<String> names, RowExport export) {
        List<String> columns =
                List.of((table.window() == TickerWindow.ROLLING_24H ? COMMON + OF_24_HOURS : COMMON).split(",", -1));
        List<String> symbols = table.symbols(names);
        Map<String, NavigableSet<Instant>> days = table.days();
        export.begin(columns);
        for (String symbol : symbols) {
            for (Instant day : days.get(symbol)) {
                if (day.plus(1, ChronoUnit.DAYS).isAfter(export.from()) && day.isBefore(export.to())) {
                    table.rows(symbol, day)
                            .forEach(row -> export.row(row, Objects.requireNonNull(row.time("event_time"))));
                }
            }
        }
        return export.text("ticker", "pair", symbols.size());
    }
}
