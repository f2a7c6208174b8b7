package io.candlestream.history.archive;

import io.candlestream.history.Candle;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * The candles of one symbol's files in the order of time, repeated ones once; a file is opened when its time comes and closed
 * after its last candle. Where files disagree on a candle, the newest file decides, as {@link ArchiveFile#NEWEST} says.
 */
final class ArchiveChain implements Iterator<Candle>, AutoCloseable {
    private final Deque<ArchiveFile> waiting;
    private final PriorityQueue<Reading> open =
            new PriorityQueue<>(Comparator.comparingLong((Reading reading) -> reading.rows.headOpen())
                    .thenComparing(Reading::file, ArchiveFile.NEWEST)
                    .thenComparing(reading -> reading.file().toString()));
    private final long to;
    private final Consumer<String> disagreement;
    private long last;
    private Optional<Taken> newest = Optional.empty();

    /**
     * @param from the first open time wanted, epoch milliseconds, as {@code to}, the last one
     * @param disagreement gets a line about each candle on which files disagree
     */
    ArchiveChain(List<ArchiveFile> files, long from, long to, Consumer<String> disagreement) {
        this.waiting = new ArrayDeque<>(files);
        this.last = from - 1;
        this.to = to;
        this.disagreement = disagreement;
    }

    @Override
    public boolean hasNext() {
        openDue();
        while (!open.isEmpty() && open.element().rows.headOpen() <= last) {
            Taken repeated = take();
            newest.filter(first -> first.candle.openTime() == repeated.candle.openTime())
                    .ifPresent(first -> compare(first, repeated));
            openDue();
        }
        if (!open.isEmpty() && open.element().rows.headOpen() > to) {
            close();
        }
        return !open.isEmpty();
    }

    @Override
    public Candle next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Taken taken = take();
        last = taken.candle.openTime();
        newest = Optional.of(taken);
        return taken.candle;
    }

    @Override
    public void close() {
        waiting.clear();
        open.forEach(reading -> reading.rows.close());
        open.clear();
    }

    private void openDue() {
        while (!waiting.isEmpty()
                && (open.isEmpty()
                        || waiting.element().firstOpen() <= open.element().rows.headOpen())) {
            ArchiveFile file = waiting.remove();
            open.add(new Reading(file, file.rows()));
        }
    }

    private Taken take() {
        Reading reading = open.remove();
        long line = reading.rows.headLine();
        Taken taken = new Taken(reading.rows.next(), reading.file, line);
        if (reading.rows.hasNext()) {
            open.add(reading);
        }
        return taken;
    }

    private void compare(Taken first, Taken repeated) {
        Optional<String> difference = CandleDifference.between(first.candle, repeated.candle);
        if (difference.isEmpty()) {
            return;
        }
        String both = first + " and " + repeated + " disagree: " + difference.get();
        if (ArchiveFile.NEWEST.compare(first.file, repeated.file) == 0) {
            throw new IllegalArgumentException(
                    "Cannot read " + both + ", and neither is newer than the other (remove the one that is wrong)");
        }
        disagreement.accept(both + "; that of " + first.file.path().getFileName() + " is taken");
    }

    private record Reading(ArchiveFile file, ArchiveRows rows) {}

    private record Taken(Candle candle, ArchiveFile file, long line) {
        @Override
        public String toString() {
            return file + " line " + line;
        }
    }
}
