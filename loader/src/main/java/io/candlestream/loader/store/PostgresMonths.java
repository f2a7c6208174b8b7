package io.candlestream.loader.store;

import io.candlestream.consumer.stream.Row;
import io.candlestream.loader.archive.CandlePartition;
import io.candlestream.loader.load.MonthLoad;
import io.candlestream.loader.load.MonthStore;
import io.candlestream.schema.Interval;
import io.candlestream.sink.postgres.PostgresLoad;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** PostgreSQL's table: each month is a transaction. */
record PostgresMonths<R extends Row>(PostgresLoad<R> load, Function<CandlePartition, List<R>> rows, Interval interval)
        implements MonthStore {
    /** So many rows are in memory as objects. */
    private static final int ROWS = 50_000;

    @Override
    public String id() {
        return "postgres-" + load.id();
    }

    @Override
    public String table() {
        return load.table();
    }

    @Override
    public Set<String> intervals(Collection<String> assets) {
        return load.newest("interval", assets);
    }

    /** That of the keys, in which the sink locks rows too. */
    @Override
    public Comparator<String> order() {
        return Comparator.naturalOrder();
    }

    @Override
    public MonthLoad month(YearMonth month, int symbols, Path place) {
        return new Month<>(rows, load.begin(interval.openOf(milli(month)), milli(month.plusMonths(1))));
    }

    private static long milli(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    @Override
    public void close() {}

    private record Month<R extends Row>(
            Function<CandlePartition, List<R>> rows, PostgresLoad<R>.Transaction transaction) implements MonthLoad {
        @Override
        public void write(CandlePartition partition) {
            List<R> candles = rows.apply(partition);
            for (int from = 0; from < candles.size(); from += ROWS) {
                transaction.write(List.copyOf(candles.subList(from, Math.min(from + ROWS, candles.size()))));
            }
        }

        @Override
        public void commit() {
            transaction.commit();
        }

        @Override
        public void close() {
            transaction.close();
        }
    }
}
