package io.candlestream.sandbox.proof;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.history.Candle;
import io.candlestream.simulator.market.Update;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the table has to hold beside the values that {@code verify} judges: what only the simulator knows of an update.
 *
 * @param columns the value of every column that is proved, of the type that the driver reads
 */
record ExpectedRow(Map<String, Object> columns) {
    private static final Set<String> PAST = Set.of("rest", "archive");

    /** The columns of {@code update} as the row's {@code source} brought it. */
    static ExpectedRow of(Update update, Row row) {
        boolean fromThePast = update.closed() && PAST.contains(String.valueOf(row.getString("source")));
        return fromThePast ? healed(update.candle(), row) : sent(update);
    }

    private static ExpectedRow sent(Update update) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("event_time", Instant.ofEpochMilli(update.eventTime()));
        columns.put("first_trade_id", update.candle().firstTradeId());
        columns.put("last_trade_id", update.candle().lastTradeId());
        columns.put("is_closed", update.closed());
        columns.put("source", "socket");
        return new ExpectedRow(columns);
    }

    /** REST and archives tell no trade ids: they are said to be unknown, both, or are what the socket would have carried. */
    private static ExpectedRow healed(Candle candle, Row row) {
        boolean unknown = Long.valueOf(Candle.NO_TRADE).equals(row.getObject("first_trade_id"));
        return new ExpectedRow(Map.of(
                "first_trade_id", unknown ? Candle.NO_TRADE : candle.firstTradeId(),
                "last_trade_id", unknown ? Candle.NO_TRADE : candle.lastTradeId()));
    }
}
