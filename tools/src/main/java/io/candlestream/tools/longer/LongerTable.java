package io.candlestream.tools.longer;

import io.candlestream.derive.longer.LongerCandle;
import io.candlestream.schema.CandleId;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.made.MadeTable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A table of longer candles. A row that is there in a newer version stays.
 *
 * @param exchange its name, of which the candles' ids are made
 * @param number a price or volume as the store has it
 */
record LongerTable(MadeTable into, String exchange, Interval interval, Function<BigDecimal, Object> number) {
    static final MadeTable.Columns COLUMNS = MadeTable.Columns.of(
            "asset_name,timestamp",
            "id,symbol,interval,is_closed,close_time,event_time,collected_at,consumed_at,source,trades,"
                    + "first_trade_id,last_trade_id",
            LongerCandle.NUMBERS.stream());

    /** What stands in the column {@code source}. */
    private static final String SOURCE = "sum";

    void write(Asset asset, LongerCandle candle) {
        Instant open = Instant.ofEpochMilli(candle.openTime());
        Instant known = Instant.ofEpochMilli(candle.knownAt());
        List<Object> values = new ArrayList<>(List.of(
                asset.name(),
                open,
                CandleId.of(exchange, asset.symbol(), interval, open),
                asset.symbol(),
                interval.code(),
                true,
                Instant.ofEpochMilli(candle.closeTime()),
                known,
                known,
                Instant.now(),
                SOURCE,
                Math.toIntExact(candle.trades()),
                candle.firstTrade(),
                candle.lastTrade()));
        for (int i = 0; i < LongerCandle.NUMBERS.size(); i++) {
            values.add(candle.number(i).map(number).orElse(null));
        }
        into.write(new MadeTable.Row(values, false, candle.version()));
    }
}
