package io.candlestream.history.archive;

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
 * The rows of one symbol's files in their order, repeated ones once; a file is opened when its turn comes and closed
 * after its last row. Where files disagree on a row, the newest file decides, as {@link ArchiveFile#NEWEST} says.
 */
final class ArchiveChain<T> implements Iterator<T>, AutoCloseable {
    private final Deque<ArchiveFile<T>> waiting;
    private final PriorityQueue<Reading<T>> open =
            new PriorityQueue<>(Comparator.comparingLong((Reading<T> reading) -> reading.rows.headPosition())
                    .thenComparing(Reading::file, ArchiveFile.NEWEST)
                    .thenComparing(reading -> reading.file().toString()));
    private final long from;
    private final long to;
    private final Consumer<String> disagreement;
    private long last;
    private Optional<Taken<T>> newest = Optional.empty();

    /**
     * @param from the first position wanted, {@code to} the last one
     * @param disagreement gets a line about each row on which files disagree
     */
    ArchiveChain(List<ArchiveFile<T>> files, long from, long to, Consumer<String> disagreement) {
        this.waiting = new ArrayDeque<>(files);
        this.from = from;
        this.last = from - 1;
        this.to = to;
        this.disagreement = disagreement;
    }

    @Override
    public boolean hasNext() {
        openDue();
        while (!open.isEmpty() && open.element().rows.headPosition() <= last) {
            Taken<T> repeated = take();
            newest.filter(first -> first.position() == repeated.position())
                    .ifPresent(first -> compare(first, repeated));
            openDue();
        }
        if (!open.isEmpty() && open.element().rows.headPosition() > to) {
            close();
        }
        return !open.isEmpty();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Taken<T> taken = take();
        last = taken.position();
        newest = Optional.of(taken);
        return taken.row;
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
                        || waiting.element().first() <= open.element().rows.headPosition())) {
            ArchiveFile<T> file = waiting.remove();
            open.add(new Reading<>(file, file.rows(from)));
        }
    }

    private Taken<T> take() {
        Reading<T> reading = open.remove();
        long line = reading.rows.headLine();
        Taken<T> taken = new Taken<>(reading.rows.next(), reading.file, line);
        if (reading.rows.hasNext()) {
            open.add(reading);
        }
        return taken;
    }

    private void compare(Taken<T> first, Taken<T> repeated) {
        Optional<String> difference = first.file.format().difference(first.row, repeated.row);
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

    private record Reading<T>(ArchiveFile<T> file, ArchiveRows<T> rows) {}

    private record Taken<T>(T row, ArchiveFile<T> file, long line) {
        long position() {
            return file.format().position(row);
        }

        @Override
        public String toString() {
            return file + " line " + line;
        }
    }
}
