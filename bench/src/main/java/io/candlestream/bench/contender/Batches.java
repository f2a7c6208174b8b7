package io.candlestream.bench.contender;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Hears the consumer's lines and adds its batches up; safe for use by several threads. */
public final class Batches implements Consumer<String> {
    private final List<BatchLine> lines = new ArrayList<>();
    private long start;
    private long end;

    @Override
    public synchronized void accept(String line) {
        BatchLine.parse(line).ifPresent(batch -> {
            end = System.nanoTime();
            if (lines.isEmpty()) {
                start = end - TimeUnit.MILLISECONDS.toNanos(batch.millis());
            }
            lines.add(batch);
        });
    }

    /** How many records were read. */
    public synchronized long read() {
        return lines.stream().mapToLong(BatchLine::read).sum();
    }

    /** How many records could not become a row. */
    synchronized long rejected() {
        return lines.stream().mapToLong(BatchLine::rejected).sum();
    }

    /** From the start of the first batch to the end of the newest; empty before there is one. */
    synchronized Optional<Span> span() {
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Span(read(), start, end));
    }

    /** The batches so far. */
    public synchronized List<BatchLine> lines() {
        return List.copyOf(lines);
    }

    /** Whether there were {@code count} batches or more and the newest read fewer than {@code records}. */
    public synchronized boolean steady(int count, int records) {
        return lines.size() >= count && lines.get(lines.size() - 1).read() < records;
    }
}
