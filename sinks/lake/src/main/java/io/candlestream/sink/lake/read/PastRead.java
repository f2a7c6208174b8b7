package io.candlestream.sink.lake.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Reads as many rows as are wanted at once, from the beginning of a question on: how long a time that is, the counts and the times of the files
 * tell. Where they mislead, as over a hole, it goes on where the next row is.
 */
public final class PastRead {
    /** By so much the times of events may step back in the order of their ids. */
    private static final long STRAY = Duration.ofMinutes(1).toMillis();
    /** By so much more rows are looked for when there were few. */
    private static final int STEP = 4;

    private final PastTable table;
    private final PastQuestion question;
    private final ExecutorService threads;
    private final List<PastFile> files;
    private final PastBlock block;
    /** All rows before it are in the block. */
    private volatile long begin;

    /** @param threads read files at once where several symbols are asked for */
    public PastRead(PastTable table, PastQuestion question, ExecutorService threads) {
        this.table = table;
        this.question = question;
        this.threads = threads;
        this.begin = question.from();
        this.block = new PastBlock(question.most());
        this.files = table.files().stream().filter(this::mayHold).toList();
    }

    private boolean mayHold(PastFile file) {
        return file.last() >= question.from()
                && file.first() < question.to()
                && file.symbol()
                        .filter(symbol -> !question.symbols().contains(symbol))
                        .isEmpty()
                && (table.stream() != PastStream.KLINES
                        || file.kind()
                                .filter(interval -> !interval.equals(question.interval()))
                                .isEmpty())
                && (question.first().isEmpty()
                        || file.largestId() >= question.first().getAsLong());
    }

    /** Returns up to which time all rows are in {@link #block}, epoch milliseconds, not included. */
    public long run() {
        double wanted = question.most();
        while (begin < question.to() && !block.isFull()) {
            long end = end(wanted);
            block.extend(begin, end);
            read(files.stream()
                    .filter(file -> file.last() >= begin && file.first() < end)
                    .toList());
            long others = files.stream()
                    .mapToLong(PastFile::first)
                    .filter(first -> first >= end)
                    .min()
                    .orElse(Long.MAX_VALUE);
            begin = Math.min(block.reached(others), question.to());
            wanted *= STEP;
        }
        return begin;
    }

    /** What was read. */
    public PastBlock block() {
        return block;
    }

    /** Up to when about {@code wanted} rows are expected. */
    private long end(double wanted) {
        if (question.symbols().size() == 1) {
            return endOfFile();
        }
        long low = begin;
        long high = question.to();
        while (low + 1 < high) {
            long middle = low + (high - low) / 2;
            double expected = files.stream()
                    .mapToDouble(file -> file.rowsBetween(begin, middle))
                    .sum();
            if (expected <= wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** One file is enough at a time, and those which are beside it. */
    private long endOfFile() {
        long earliest = files.stream()
                .filter(file -> file.last() >= begin)
                .mapToLong(PastFile::first)
                .min()
                .orElse(begin);
        return files.stream()
                .mapToLong(PastFile::first)
                .filter(first -> first > Math.max(begin, earliest))
                .min()
                .orElse(question.to());
    }

    private void read(List<PastFile> some) {
        if (some.size() < 2 || question.symbols().size() == 1) {
            some.forEach(this::read);
            return;
        }
        List<Future<?>> done = new ArrayList<>();
        some.forEach(file -> done.add(threads.submit(() -> read(file))));
        try {
            for (Future<?> one : done) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while rows were read", e);
        }
    }

    private void read(PastFile file) {
        try (CloseableIterable<RowCells> rows = table.rows(file, question)) {
            for (RowCells row : rows) {
                long time = row.millis(PastStream.TIME);
                if (file.sorted() && time >= block.end() + STRAY) {
                    block.later(Math.max(block.end(), time - STRAY)); // an earlier one may stand behind it
                    break;
                }
                if (time >= begin && question.asksFor(row)) {
                    block.add(table.stream(), row);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file.location(), e);
        }
    }
}
