package io.candlestream.tools.candles;

import com.datastax.oss.driver.api.core.cql.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rows as lines of CSV (RFC 4180, with bare line ends): the table's names, empty for what a row has not. */
record CsvRows(Times times) {
    /** How a time is written. */
    enum Times {
        /** {@code 2021-04-25T04:01:00Z}. */
        ISO,
        /** Milliseconds since 1970. */
        EPOCH;

        /** As a person types it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        String text(Instant time) {
            return this == ISO ? time.toString() : String.valueOf(time.toEpochMilli());
        }
    }

    static final String HEADER =
            "asset_name,symbol,interval,timestamp,close_time,open,high,low,close,volume,quote_volume,"
                    + "trades,taker_buy_volume,taker_buy_quote_volume,first_trade_id,last_trade_id,is_closed,event_time,source";
    static final List<String> COLUMNS = List.of(HEADER.split(",", -1));

    static final String TRADES_HEADER =
            "symbol,trade_id,price,quantity,quote_quantity,trade_time,is_buyer_maker,event_time,source";
    static final List<String> TRADES_COLUMNS = List.of(TRADES_HEADER.split(",", -1));

    String line(Row row, List<String> columns) {
        return columns.stream().map(column -> cell(row.getObject(column))).collect(Collectors.joining(","));
    }

    String cell(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double number) {
            return ShortestDecimal.text(number);
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof Instant time ? times.text(time) : quoted(value.toString());
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
