package io.candlestream.sink.lake.command;

import io.candlestream.certify.CandleRow;
import io.candlestream.certify.CertifiedPair;
import io.candlestream.certify.CertifiedStream;
import io.candlestream.certify.EventRow;
import io.candlestream.certify.RowTaker;
import io.candlestream.sink.lake.read.RowCells;
import io.candlestream.sink.lake.read.RowView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Hands over the rows of pairs in their order, of each the newest version. A file that {@code lake compact} has made is in that order
 * already, and those of several symbols are read at once; others are sorted first.
 */
final class SortedRead {
    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final StreamTable table;
    private final Map<CertifiedPair, CertifiedPair> wanted = new HashMap<>();
    private final long from;
    private final long to;
    private final Function<CertifiedPair, RowTaker> takers;
    private final FilePlaces places;

    SortedRead(
            StreamTable table,
            List<CertifiedPair> pairs,
            long from,
            long to,
            Function<CertifiedPair, RowTaker> takers) {
        this.table = table;
        this.from = from;
        this.to = to;
        this.takers = takers;
        this.places = new FilePlaces(table.table());
        pairs.forEach(pair -> wanted.put(pair, pair));
    }

    void run() {
        Map<YearMonth, List<DataFile>> months = new TreeMap<>();
        table.files(from, to).forEach(file -> months.computeIfAbsent(places.month(file), none -> new ArrayList<>())
                .add(file));
        months.values().forEach(this::month);
    }

    private void month(List<DataFile> files) {
        long days = files.stream().filter(places::isOfDay).count();
        if (days == 0) {
            atOnce(by(files, places::symbol).values());
        } else if (days == files.size()) {
            by(files, places::day).values().forEach(this::read);
        } else {
            sorted(files);
        }
    }

    private static <K> Map<K, List<DataFile>> by(List<DataFile> files, Function<DataFile, K> key) {
        Map<K, List<DataFile>> groups = new TreeMap<>();
        files.forEach(file -> groups.computeIfAbsent(key.apply(file), none -> new ArrayList<>())
                .add(file));
        return groups;
    }

    private void atOnce(Collection<List<DataFile>> groups) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> done = new ArrayList<>();
            groups.forEach(group -> done.add(threads.submit(() -> read(group))));
            for (Future<?> one : done) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while rows were read", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void read(List<DataFile> files) {
        DataFile first = files.get(0);
        Integer order = first.sortOrderId();
        if (files.size() > 1
                || order == null
                || order != table.table().sortOrder().orderId()) {
            sorted(files);
            return;
        }
        Handover rows = new Handover();
        try (CloseableIterable<RowCells> read = table.rows(first, table.schema(), from, to)) {
            read.forEach(rows::take);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + first.location(), e);
        }
        rows.end();
    }

    private void sorted(List<DataFile> files) {
        Handover rows = new Handover();
        StructView view = new StructView(table.table().schema(), table.columns());
        try (SortedRuns runs = new SortedRuns(table.table().schema(), RowOrder.of(table.table()))) {
            files.forEach(
                    file -> LakeRows.each(table.table(), file, table.table().schema(), runs::add));
            runs.forEach(row -> rows.take(view.of(row)));
        }
        rows.end();
    }

    /** Keeps each row until the next one shows that it is the newest version. */
    private final class Handover {
        private CandleRow candle = new CandleRow();
        private CandleRow nextCandle = new CandleRow();
        private EventRow event = new EventRow();
        private EventRow nextEvent = new EventRow();
        private CertifiedPair pair;
        private RowTaker taker;
        private boolean waiting;
        private long time;
        private long id;

        void take(RowView row) {
            long at = row.millis(1);
            if (at < from || at >= to) {
                return;
            }
            boolean same = pair != null && table.isOf(pair, row);
            long number = table.stream() == CertifiedStream.KLINES ? at : row.whole(2);
            if (!same || at != time || number != id) {
                end();
            }
            if (!same) {
                pair = table.pair(row);
                CertifiedPair known = wanted.get(pair);
                taker = known == null || !known.asset().equals(pair.asset()) ? null : takers.apply(known);
            }
            time = at;
            id = number;
            waiting = taker != null;
            if (waiting) {
                keep(row);
            }
        }

        private void keep(RowView row) {
            if (table.stream() == CertifiedStream.KLINES) {
                table.fill(nextCandle, row);
                CandleRow other = candle;
                candle = nextCandle;
                nextCandle = other;
            } else {
                table.fill(nextEvent, row);
                EventRow other = event;
                event = nextEvent;
                nextEvent = other;
            }
        }

        void end() {
            if (waiting && table.stream() == CertifiedStream.KLINES) {
                taker.candle(candle);
            } else if (waiting) {
                taker.event(event);
            }
            waiting = false;
        }
    }
}
