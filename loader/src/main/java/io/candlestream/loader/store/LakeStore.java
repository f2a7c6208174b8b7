package io.candlestream.loader.store;

import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.loader.archive.CandleArrays;
import io.candlestream.loader.archive.CandlePartition;
import io.candlestream.loader.load.MonthLoad;
import io.candlestream.loader.load.MonthStore;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.sink.lake.command.LakeMonths;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Comparator;

/** The lake's table of candles: each month is a commit of one file a symbol. */
public final class LakeStore implements MonthStore {
    private final LakeMonths<KlineRow> table;

    private LakeStore(LakeMonths<KlineRow> table) {
        this.table = table;
    }

    /** @param consumer its settings, which say where its sink {@code lake} writes the candles */
    public static LakeStore open(Settings consumer) {
        return new LakeStore(LakeMonths.open(
                consumer.block("sinks.lake", "sinks.lake"), KlineStream.layout(consumer.text("streams.klines.table"))));
    }

    @Override
    public String id() {
        return "lake-" + table.id();
    }

    /** Any: each has a file of its own. */
    @Override
    public Comparator<String> order() {
        return Comparator.naturalOrder();
    }

    @Override
    public MonthLoad month(YearMonth month, int symbols, Path place) {
        return new Month(table.begin());
    }

    @Override
    public void close() {
        table.close();
    }

    private record Month(LakeMonths<KlineRow>.Month files) implements MonthLoad {
        @Override
        public void write(CandlePartition partition) {
            CandleArrays candles = partition.candles();
            files.write(
                    partition.symbol(),
                    new CandleRows(partition),
                    candles.openTime(0),
                    candles.openTime(candles.size() - 1));
        }

        @Override
        public void prepare() {}

        @Override
        public void commit() {
            files.commit();
        }

        @Override
        public void close() {
            files.close();
        }
    }
}
