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
final class PostgresMonths<R extends Row> implements MonthStore {
    /** So many rows are in memory as objects. */
    private static final int ROWS = 50_000;

    private final PostgresLoad<R> table;
    private final Function<CandlePartition, List<R>> rows;
    private final Interval interval;

    PostgresMonths(PostgresLoad<R> table, Function<CandlePartition, List<R>> rows, Interval interval) {
        this.table = table;
        this.rows = rows;
        this.interval = interval;
    }

    @Override
    public String id() {
        return "postgres-" + table.id();
    }

    @Override
    public String table() {
        return table.table();
    }

    @Override
    public Set<String> intervals(Collection<String> assets) {
        return table.newest("interval", assets);
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
        return new Month<>(rows, table.begin(interval.openOf(milli(month)), milli(month.plusMonths(1))));
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
        public void prepare() {}

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
