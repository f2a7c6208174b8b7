package io.candlestream.sandbox.proof;

import io.candlestream.history.Candle;
import io.candlestream.sandbox.market.Update;
import io.candlestream.schema.CandleId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the table has to hold for one candle.
 *
 * @param columns the value of every column that is proved, of the type that the driver reads
 */
record Expected(Map<String, Object> columns) {
    private static final String REST = "rest";

    /**
     * What the exchange says of a candle, as the row's {@code source} brought it: all that the socket sent, or what REST
     * tells of a closed candle. A row that REST healed may keep the trade ids of an earlier update from the socket.
     */
    static Expected of(Update update, String source) {
        return update.closed() && source.equals(REST) ? healed(update.candle()) : sent(update);
    }

    private static Expected sent(Update update) {
        Candle candle = update.candle();
        Map<String, Object> columns = prices(candle);
        columns.put("event_time", Instant.ofEpochMilli(update.eventTime()));
        columns.put("first_trade_id", candle.firstTradeId());
        columns.put("last_trade_id", candle.lastTradeId());
        columns.put("is_closed", update.closed());
        columns.put("source", "socket");
        return new Expected(columns);
    }

    private static Expected healed(Candle candle) {
        Expected history = ofHistory(candle);
        history.columns().put("event_time", Instant.ofEpochMilli(candle.closeTime()));
        return history;
    }

    /** What the exchange tells by REST of a closed candle: no trade ids, no event time. */
    static Expected ofHistory(Candle candle) {
        Map<String, Object> columns = prices(candle);
        columns.put("is_closed", true);
        return new Expected(columns);
    }

    private static Map<String, Object> prices(Candle candle) {
        Map<String, Object> columns = new LinkedHashMap<>();
        Instant open = Instant.ofEpochMilli(candle.openTime());
        columns.put("id", CandleId.of("binance", candle.symbol(), candle.interval(), open));
        columns.put("timestamp", open);
        columns.put("close_time", Instant.ofEpochMilli(candle.closeTime()));
        columns.put("open", Double.valueOf(candle.open()));
        columns.put("high", Double.valueOf(candle.high()));
        columns.put("low", Double.valueOf(candle.low()));
        columns.put("close", Double.valueOf(candle.close()));
        columns.put("volume", Double.valueOf(candle.volume()));
        columns.put("quote_volume", Double.valueOf(candle.quoteVolume()));
        columns.put("taker_buy_volume", Double.valueOf(candle.takerBuyVolume()));
        columns.put("taker_buy_quote_volume", Double.valueOf(candle.takerBuyQuoteVolume()));
        columns.put("trades", Math.toIntExact(candle.trades()));
        columns.put("symbol", candle.symbol());
        columns.put("interval", candle.interval().code());
        return columns;
    }
}
