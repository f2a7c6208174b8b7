package io.candlestream.tools.candles;

import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.output.RowExport;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The stored candles, by asset and oldest first. */
final class CandleExport {
    private static final List<String> COLUMNS =
            List.of(("asset_name,symbol,interval,timestamp,close_time,open,high,low,close,volume,quote_volume,"
                            + "trades,taker_buy_volume,taker_buy_quote_volume,first_trade_id,last_trade_id,is_closed,"
                            + "event_time,source")
                    .split(",", -1));

    private CandleExport() {}

    /** Whether the candles that are not closed yet are wanted too. */
    enum Open {
        WANTED,
        LEFT_OUT
    }

    /** The same with the features of each closed candle. */
    static String writeFeatures(AssetTable table, List<String> names, RowExport export) {
        List<Asset> assets = table.assets(names);
        export.begin(
                Stream.concat(COLUMNS.stream(), FeatureRows.COLUMNS.stream()).toList());
        for (Asset asset : assets) {
            Interval interval = FeatureRows.intervalOf(table, asset);
            FeatureRows features = new FeatureRows(interval);
            Instant begin = FeatureRows.begin(interval, export.from());
            for (StoredRow row :
                    table.candles(asset, COLUMNS, begin, export.to().minusMillis(1))) {
                if (row.flag("is_closed")) {
                    export.row(features.with(row), AssetTable.openTime(row));
                }
            }
        }
        return export.text("candle", "asset", assets.size());
    }

    /** Writes the candles of the assets with these names, of all when there are none, and says what was written. */
    static String write(AssetTable table, List<String> names, Open open, RowExport export) {
        List<Asset> assets = table.assets(names);
        export.begin(COLUMNS);
        for (Asset asset : assets) {
            for (StoredRow row :
                    table.candles(asset, COLUMNS, export.from(), export.to().minusMillis(1))) {
                if (open == Open.WANTED || row.flag("is_closed")) {
                    export.row(row, AssetTable.openTime(row));
                }
            }
        }
        return export.text("candle", "asset", assets.size());
    }
}
