package io.candlestream.tools.longer;

import io.candlestream.derive.longer.LongerCandle;
import io.candlestream.tools.access.Asset;
import java.util.List;
import java.util.stream.Stream;

/** A table of longer candles. A row that is there in a newer version stays. */
interface LongerTable {
    /** What a row of ours has, in the order in which it is written. */
    List<String> COLUMNS = Stream.concat(
                    Stream.of(
                            "asset_name",
                            "timestamp",
                            "id",
                            "symbol",
                            "interval",
                            "is_closed",
                            "close_time",
                            "event_time",
                            "collected_at",
                            "consumed_at",
                            "source",
                            "trades",
                            "first_trade_id",
                            "last_trade_id"),
                    LongerCandle.NUMBERS.stream())
            .toList();

    /** What stands in the column {@code source}. */
    String SOURCE = "sum";

    void write(Asset asset, LongerCandle candle);

    /** Returns when all that was written is stored. */
    void flush();
}
