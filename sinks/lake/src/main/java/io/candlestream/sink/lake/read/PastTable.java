package io.candlestream.sink.lake.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/** The table of a stream, and what is known of its files; it looks for new ones now and then. Any thread may ask. */
public final class PastTable {
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final String SYMBOL = "symbol";

    private final PastStream stream;
    private final Table table;
    private List<PastFile> files = List.of();
    private Optional<Long> snapshot = Optional.empty();
    private long looked;

    public PastTable(PastStream stream, Table table) {
        this.stream = stream;
        this.table = table;
        plan();
    }

    PastStream stream() {
        return stream;
    }

    /** Those of the newest state, or of one that was the newest a minute ago. */
    synchronized List<PastFile> files() {
        if (System.nanoTime() - looked > LOOK_AGAIN.toNanos()) {
            look();
        }
        return files;
    }

    /** Looks for the newest state: files of the one before may have been merged, and deleted. */
    public synchronized void look() {
        table.refresh();
        plan();
    }

    private void plan() {
        looked = System.nanoTime();
        Optional<Long> newest = Optional.ofNullable(table.currentSnapshot()).map(Snapshot::snapshotId);
        if (newest.equals(snapshot)) {
            return;
        }
        List<PastFile> found = new ArrayList<>();
        Set<String> bounded = Set.of(SYMBOL, stream.time(), stream.kind());
        ScanFiles.each(
                table.newScan().includeColumnStats(bounded), file -> found.add(PastFile.of(table, stream, file)));
        files = List.copyOf(found);
        snapshot = newest;
    }

    /**
     * The symbols that have rows, of candles each with its interval behind a tab. Of most files their entries in the table tell, others
     * are read.
     */
    public Set<String> pairs() {
        Set<String> pairs = new TreeSet<>();
        List<String> columns = stream == PastStream.KLINES ? List.of(SYMBOL, stream.kind()) : List.of(SYMBOL);
        for (PastFile file : files()) {
            if (file.symbol().isPresent() && (columns.size() == 1 || file.kind().isPresent())) {
                pairs.add(PastStream.checked(file.symbol().get())
                        + (columns.size() == 1 ? "" : "\t" + file.kind().get()));
            } else {
                readPairs(file, RowCells.columns(table.schema(), columns), pairs);
            }
        }
        return pairs;
    }

    private void readPairs(PastFile file, Schema columns, Set<String> pairs) {
        boolean alone = columns.columns().size() == 1;
        try (CloseableIterable<RowCells> rows = rows(file, columns, Expressions.alwaysTrue())) {
            String symbol = "";
            String kind = "";
            for (RowCells row : rows) {
                String nextSymbol = PastStream.checked(row.text(0));
                String nextKind = alone ? "" : row.text(1);
                // The cells keep a text as long as it is the same.
                if (!nextSymbol.equals(symbol) || !nextKind.equals(kind)) {
                    symbol = nextSymbol;
                    kind = nextKind;
                    pairs.add(alone ? symbol : symbol + "\t" + kind);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file.location(), e);
        }
    }

    private CloseableIterable<RowCells> rows(PastFile file, Schema columns, Expression within) {
        return RowCells.rows(table.io().newInputFile(file.location(), file.length()), columns, within);
    }

    /** The rows of a file that may be asked for; each is the same object. */
    CloseableIterable<RowCells> rows(PastFile file, PastQuestion question) {
        Expression within = Expressions.greaterThanOrEqual(stream.time(), Math.multiplyExact(question.from(), 1000));
        if (question.symbols().size() == 1) {
            within = Expressions.and(
                    within,
                    Expressions.equal(SYMBOL, question.symbols().iterator().next()));
        }
        if (question.first().isPresent()) {
            within = Expressions.and(
                    within,
                    Expressions.greaterThanOrEqual(
                            stream.kind(), question.first().getAsLong()));
        }
        return rows(file, RowCells.columns(table.schema(), stream.columns()), within);
    }
}
