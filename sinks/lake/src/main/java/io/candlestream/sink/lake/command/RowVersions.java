package io.candlestream.sink.lake.command;

import io.candlestream.certify.CandleRow;
import io.candlestream.certify.CertifiedPair;
import io.candlestream.certify.CertifiedStream;
import io.candlestream.certify.EventRow;
import io.candlestream.sink.lake.read.RowCells;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.io.CloseableIterable;

/**
 * The versions of a pair's rows in a time, which is read twice: an hour of a busy pair has a million trades, of which hardly one is there in
 * two versions. Times are epoch milliseconds.
 */
record RowVersions(StreamTable table, CertifiedPair pair, long from, long to) {
    /** Ids whose presence is known together. */
    private static final long BLOCK = 1 << 16;

    /** Whether two versions of a row say different things. */
    boolean differ() {
        Map<Long, BitSet> known = new HashMap<>();
        Map<Long, BitSet> several = new HashMap<>();
        until(row -> {
            put(isIn(known, id(row)) ? several : known, id(row));
            return false;
        });
        if (several.isEmpty()) {
            return false;
        }
        return pair.stream() == CertifiedStream.KLINES ? candlesDiffer(several) : eventsDiffer(several);
    }

    private boolean candlesDiffer(Map<Long, BitSet> several) {
        Map<Long, CandleRow> known = new HashMap<>();
        return until(row -> {
            if (!isIn(several, id(row))) {
                return false;
            }
            CandleRow candle = new CandleRow();
            table.fill(candle, row);
            CandleRow before = known.putIfAbsent(id(row), candle);
            return before != null && !before.saysTheSame(candle);
        });
    }

    private boolean eventsDiffer(Map<Long, BitSet> several) {
        Map<Long, EventRow> known = new HashMap<>();
        return until(row -> {
            if (!isIn(several, id(row))) {
                return false;
            }
            EventRow event = new EventRow();
            table.fill(event, row);
            EventRow before = known.putIfAbsent(id(row), event);
            return before != null && !before.saysTheSame(event);
        });
    }

    private long id(RowCells row) {
        return pair.stream() == CertifiedStream.KLINES ? row.millis(1) : row.whole(2);
    }

    private static boolean isIn(Map<Long, BitSet> blocks, long id) {
        BitSet block = blocks.get(Math.floorDiv(id, BLOCK));
        return block != null && block.get(Math.floorMod(id, (int) BLOCK));
    }

    private static void put(Map<Long, BitSet> blocks, long id) {
        blocks.computeIfAbsent(Math.floorDiv(id, BLOCK), none -> new BitSet()).set(Math.floorMod(id, (int) BLOCK));
    }

    /** Hands over the rows, each as the same object, and returns whether one of them ended it. */
    private boolean until(Predicate<RowCells> ends) {
        for (DataFile file : table.files(from, to)) {
            try (CloseableIterable<RowCells> rows = table.rows(file, table.schema(), from, to)) {
                for (RowCells row : rows) {
                    long time = row.millis(1);
                    if (time >= from && time < to && table.isOf(pair, row) && ends.test(row)) {
                        return true;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file.location(), e);
            }
        }
        return false;
    }
}
