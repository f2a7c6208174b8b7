package io.candlestream.loader.store;

import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.loader.archive.CandlePartition;
import io.candlestream.loader.load.MonthLoad;
import io.candlestream.loader.load.MonthStore;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;
import io.candlestream.sink.postgres.PostgresLoad;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;

/** PostgreSQL's table: each month is a transaction. */
public final class PostgresStore implements MonthStore {
    /** So many rows are in memory as objects. */
    private static final int ROWS = 50_000;

    private final PostgresLoad<KlineRow> table;
    private final Interval interval;

    private PostgresStore(PostgresLoad<KlineRow> table, Interval interval) {
        this.table = table;
        this.interval = interval;
    }

    /** @param consumer its settings, which say where its sink {@code postgres} writes the candles */
    public static PostgresStore open(Settings consumer, Interval interval) {
        return new PostgresStore(
                PostgresLoad.of(
                        consumer.block("sinks.postgres", "sinks.postgres"),
                        KlineStream.layout(consumer.text("streams.klines.table"))),
                interval);
    }

    @Override
    public String id() {
        return "postgres-" + table.id();
    }

    /** That of the keys, in which the sink locks rows too. */
    @Override
    public Comparator<String> order() {
        return Comparator.naturalOrder();
    }

    /** There is nothing: a transaction that was not committed has left nothing. */
    @Override
    public void removeLeftovers(Path folder) {}

    @Override
    public MonthLoad month(YearMonth month, int symbols, Path place) {
        return new Month(table.begin(interval.openOf(milli(month)), milli(month.plusMonths(1))));
    }

    private static long milli(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    @Override
    public void close() {}

    private record Month(PostgresLoad<KlineRow>.Transaction rows) implements MonthLoad {
        @Override
        public void write(CandlePartition partition) {
            List<KlineRow> candles = new CandleRows(partition);
            for (int from = 0; from < candles.size(); from += ROWS) {
                rows.write(List.copyOf(candles.subList(from, Math.min(from + ROWS, candles.size()))));
            }
        }

        @Override
        public void prepare() {}

        @Override
        public void commit() {
            rows.commit();
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
