package io.candlestream.tools.witness;

import io.candlestream.history.Candle;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredRow;
import java.math.BigDecimal;
import java.util.List;

/**
 * A closed candle as one witness tells it.
 *
 * @param openTime epoch milliseconds
 * @param numbers in the order of {@link #COLUMNS}: exact, or the double nearest to what the exchange said; NaN where there is none
 * @param firstId -1 where it is not known, as {@code lastId}
 */
record ToldCandle(long openTime, List<Number> numbers, long trades, long firstId, long lastId) {
    /** Prices and volumes. */
    static final List<String> COLUMNS = List.of(
            "open", "high", "low", "close", "volume", "quote_volume", "taker_buy_volume", "taker_buy_quote_volume");

    private static final long UNKNOWN = -1;

    static ToldCandle of(StoredRow row) {
        return new ToldCandle(
                AssetTable.openTime(row).toEpochMilli(),
                COLUMNS.stream()
                        .map(column -> row.value(column) instanceof Number number ? number : Double.NaN)
                        .toList(),
                row.number("trades"),
                id(row, "first_trade_id"),
                id(row, "last_trade_id"));
    }

    private static long id(StoredRow row, String column) {
        return row.has(column) && !row.isNull(column) ? row.number(column) : UNKNOWN;
    }

    static ToldCandle of(Candle candle) {
        return new ToldCandle(
                candle.openTime(),
                List.of(
                        new BigDecimal(candle.open()),
                        new BigDecimal(candle.high()),
                        new BigDecimal(candle.low()),
                        new BigDecimal(candle.close()),
                        new BigDecimal(candle.volume()),
                        new BigDecimal(candle.quoteVolume()),
                        new BigDecimal(candle.takerBuyVolume()),
                        new BigDecimal(candle.takerBuyQuoteVolume())),
                candle.trades(),
                candle.firstTradeId(),
                candle.lastTradeId());
    }
}
