package io.candlestream.sandbox.proof;

import io.candlestream.history.Candle;
import io.candlestream.sandbox.exchange.Update;
import io.candlestream.schema.CandleId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the table has to hold for one candle.
 *
 * @param closed whether the exchange has closed it
 * @param columns the value of every column that is proved, of the type that the driver reads
 */
record Expected(boolean closed, Map<String, Object> columns) {
    /** All that the exchange sent on the socket. */
    static Expected of(Update update) {
        Candle candle = update.candle();
        Map<String, Object> columns = prices(candle);
        columns.put("event_time", Instant.ofEpochMilli(update.eventTime()));
        columns.put("first_trade_id", candle.firstTradeId());
        columns.put("last_trade_id", candle.lastTradeId());
        columns.put("is_closed", update.closed());
        columns.put("source", "socket");
        return new Expected(update.closed(), columns);
    }

    /** What the exchange tells by REST of a closed candle: no trade ids, no event time. */
    static Expected ofHistory(Candle candle) {
        Map<String, Object> columns = prices(candle);
        columns.put("is_closed", true);
        return new Expected(true, columns);
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
