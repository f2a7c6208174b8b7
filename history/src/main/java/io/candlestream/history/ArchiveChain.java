package io.candlestream.history;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * The candles of one symbol's files in the order of time, repeated ones once; a file is opened when its time comes and closed
 * after its last candle.
 */
final class ArchiveChain implements Iterator<Candle> {
    private final Deque<ArchiveFile> waiting;
    private final PriorityQueue<ArchiveRows> open =
            new PriorityQueue<>(Comparator.comparingLong((ArchiveRows rows) -> rows.headOpen()));
    private final long to;
    private long last;

    /** @param from the first open time wanted, epoch milliseconds, as {@code to}, the last one */
    ArchiveChain(List<ArchiveFile> files, long from, long to) {
        this.waiting = new ArrayDeque<>(files);
        this.last = from - 1;
        this.to = to;
    }

    @Override
    public boolean hasNext() {
        openDue();
        while (!open.isEmpty() && open.element().headOpen() <= last) {
            take();
            openDue();
        }
        if (!open.isEmpty() && open.element().headOpen() > to) {
            waiting.clear();
            open.forEach(ArchiveRows::close);
            open.clear();
        }
        return !open.isEmpty();
    }

    @Override
    public Candle next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Candle candle = take();
        last = candle.openTime();
        return candle;
    }

    private void openDue() {
        while (!waiting.isEmpty()
                && (open.isEmpty()
                        || waiting.element().firstOpen() <= open.element().headOpen())) {
            ArchiveFile file = waiting.remove();
            open.add(new ArchiveRows(Lines.of(file.path()), file.name(), file.madeAt()));
        }
    }

    private Candle take() {
        ArchiveRows rows = open.remove();
        Candle candle = rows.next();
        if (rows.hasNext()) {
            open.add(rows);
        }
        return candle;
    }
}
