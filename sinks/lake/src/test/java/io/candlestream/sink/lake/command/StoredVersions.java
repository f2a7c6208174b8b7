package io.candlestream.sink.lake.command;

import io.candlestream.sink.lake.CandleLake;
import io.candlestream.sink.lake.CandleLake.Candle;
import io.candlestream.sink.lake.CandleLake.Trade;
import io.candlestream.sink.lake.read.ScanFiles;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;

/** The versions of one row that a lake's files hold, in the order of the files and their rows. */
final class StoredVersions {
    private StoredVersions() {}

    static List<Long> of(CandleLake lake, Candle of) {
        return of(lake.table("candles"), List.of("symbol", "timestamp", "version"), of.symbol(), of.openTime() * 1000);
    }

    static List<Long> of(CandleLake lake, Trade of) {
        return of(lake.table("trades"), List.of("symbol", "trade_id", "version"), of.symbol(), of.id());
    }

    private static List<Long> of(Table table, List<String> columns, String symbol, long key) {
        Schema some = table.schema().select(columns);
        List<Integer> at = LakeRows.places(some, columns);
        List<Long> versions = new ArrayList<>();
        ScanFiles.each(
                table.newScan(),
                file -> LakeRows.each(table, file, some, row -> {
                    if (row.get(at.get(0), Object.class).toString().equals(symbol)
                            && row.get(at.get(1), Long.class) == key) {
                        versions.add(row.get(at.get(2), Long.class));
                    }
                }));
        return versions;
    }
}
