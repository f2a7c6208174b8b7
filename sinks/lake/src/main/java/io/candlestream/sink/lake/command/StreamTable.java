package io.candlestream.sink.lake.command;

import io.candlestream.certify.CandleRow;
import io.candlestream.certify.CertifiedPair;
import io.candlestream.certify.CertifiedStream;
import io.candlestream.certify.EventRow;
import io.candlestream.sink.lake.read.RowCells;
import io.candlestream.sink.lake.read.RowView;
import io.candlestream.sink.lake.read.ScanFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/** A table of a lake whose days are certified, and which of its columns are read. */
record StreamTable(CertifiedStream stream, Table table, List<String> columns, Schema schema) {
    private static final List<String> CANDLE = Stream.concat(
                    Stream.of(
                            "symbol",
                            "timestamp",
                            "interval",
                            "asset_name",
                            "close_time",
                            "trades",
                            "first_trade_id",
                            "last_trade_id"),
                    CandleRow.NUMBERS.stream())
            .toList();
    private static final List<String> TRADE = List.of(
            "symbol", "hour", "trade_id", "trade_time", "is_buyer_maker", "price", "quantity", "quote_quantity");
    private static final List<String> AGGREGATE = List.of(
            "symbol",
            "hour",
            "agg_trade_id",
            "trade_time",
            "is_buyer_maker",
            "price",
            "quantity",
            "first_trade_id",
            "last_trade_id");
    /** Where the numbers of a candle begin. */
    private static final int NUMBERS = 8;

    private static final long MICROS = 1000;

    static StreamTable of(CertifiedStream stream, Table table) {
        List<String> columns = columns(stream);
        return new StreamTable(stream, table, columns, RowCells.columns(table.schema(), columns));
    }

    private static List<String> columns(CertifiedStream stream) {
        return switch (stream) {
            case KLINES -> CANDLE;
            case TRADES -> TRADE;
            case AGG_TRADES -> AGGREGATE;
        };
    }

    /** The column by which files are kept apart. */
    String time() {
        return columns.get(1);
    }

    Expression within(long from, long to) {
        return Expressions.and(
                Expressions.greaterThanOrEqual(time(), from * MICROS), Expressions.lessThan(time(), to * MICROS));
    }

    List<DataFile> files(long from, long to) {
        return files(table.newScan().filter(within(from, to)));
    }

    private List<DataFile> files(TableScan scan) {
        List<DataFile> files = new ArrayList<>();
        ScanFiles.each(scan, files::add);
        return files;
    }

    /** The rows of a file, of row groups that may have some in the time; each is the same object. */
    CloseableIterable<RowCells> rows(DataFile file, Schema projected, long from, long to) {
        return RowCells.rows(table.io().newInputFile(file.location()), projected, within(from, to));
    }

    /** Where the rows of a pair begin and end. */
    static final class Ends {
        /** The first id, of candles the open time. */
        long first = Long.MAX_VALUE;
        /** The last id, of candles the open time. */
        long last = Long.MIN_VALUE;
        /** Time of the first row, epoch milliseconds; of trades the begin of its hour. */
        long begin = Long.MAX_VALUE;
        /** Time of the last row, as {@link #begin}. */
        long end = Long.MIN_VALUE;

        private void add(long id, long time) {
            first = Math.min(first, id);
            last = Math.max(last, id);
            begin = Math.min(begin, time);
            end = Math.max(end, time);
        }
    }

    /** Where the rows of each pair begin and end in the time. A file is read where its bounds do not tell. */
    Map<CertifiedPair, Ends> edges(long from, long to) {
        boolean candles = stream == CertifiedStream.KLINES;
        Schema some = RowCells.columns(table.schema(), candles ? CANDLE.subList(0, 4) : columns.subList(0, 3));
        Map<CertifiedPair, Ends> edges = new HashMap<>();
        for (DataFile file : files(table.newScan().filter(within(from, to)).includeColumnStats())) {
            FileBounds bounds = new FileBounds(file, some);
            if (bounds.isOnePair() && bounds.isWithin(from * MICROS, to * MICROS)) {
                CertifiedPair pair = candles
                        ? CertifiedPair.candles(bounds.text(0), bounds.text(2), bounds.text(3))
                        : CertifiedPair.events(stream, bounds.text(0));
                long begin = Math.floorDiv(bounds.least(1), MICROS);
                long end = Math.floorDiv(bounds.most(1), MICROS);
                Ends ends = edges.computeIfAbsent(pair, none -> new Ends());
                ends.add(candles ? begin : bounds.least(2), begin);
                ends.add(candles ? end : bounds.most(2), end);
                continue;
            }
            try (CloseableIterable<RowCells> rows = rows(file, some, from, to)) {
                CertifiedPair last = null;
                Ends ends = new Ends();
                for (RowCells row : rows) {
                    long time = row.millis(1);
                    if (time >= from && time < to) {
                        if (last == null || !isOf(last, row)) {
                            last = pair(row);
                            ends = edges.computeIfAbsent(last, none -> new Ends());
                        }
                        ends.add(candles ? time : row.whole(2), time);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file.location(), e);
            }
        }
        return edges;
    }

    /** Notes the days of whose rows files were added since a time, epoch milliseconds; a merge adds none. */
    void added(long since, Set<LocalDate> days) {
        FilePlaces places = new FilePlaces(table);
        for (Snapshot state : table.snapshots()) {
            if (state.timestampMillis() >= since && !state.operation().equals(DataOperations.REPLACE)) {
                for (DataFile file : SnapshotChanges.builderFor(table)
                        .snapshot(state)
                        .build()
                        .addedDataFiles()) {
                    if (places.isOfDay(file)) {
                        days.add(places.day(file));
                    } else {
                        YearMonth month = places.month(file);
                        month.atDay(1).datesUntil(month.plusMonths(1).atDay(1)).forEach(days::add);
                    }
                }
            }
        }
    }

    boolean isOf(CertifiedPair pair, RowView row) {
        return pair.symbol().equals(row.text(0))
                && (stream != CertifiedStream.KLINES
                        || (pair.interval().equals(row.text(2)) && pair.asset().equals(row.text(3))));
    }

    CertifiedPair pair(RowView row) {
        return stream == CertifiedStream.KLINES
                ? CertifiedPair.candles(row.text(0), row.text(2), row.text(3))
                : CertifiedPair.events(stream, row.text(0));
    }

    void fill(CandleRow candle, RowView row) {
        candle.set(row.millis(1), row.millis(4), row.whole(5), row.whole(6), row.whole(7));
        for (int i = 0; i < candle.numbers.length; i++) {
            candle.numbers[i] = row.number(NUMBERS + i);
        }
    }

    void fill(EventRow event, RowView row) {
        BigDecimal price = row.decimal(5);
        BigDecimal quantity = row.decimal(6);
        boolean maker = row.whole(4) == 1;
        if (stream == CertifiedStream.AGG_TRADES) {
            BigDecimal[] numbers = {price, quantity};
            event.aggregate(row.whole(2), row.millis(3), numbers, row.whole(7), row.whole(8), maker);
        } else {
            BigDecimal[] numbers = {price, quantity, row.decimal(7)};
            event.trade(row.whole(2), row.millis(3), numbers, maker);
        }
    }
}
