package io.candlestream.sandbox.server;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The batches of a consumer, by the lines that it logs; safe for use by several threads. */
public final class ConsumerBatches implements Consumer<String> {
    private final List<BatchLine> lines = new ArrayList<>();
    private OptionalLong start = OptionalLong.empty();
    private long end;

    @Override
    public synchronized void accept(String line) {
        BatchLine.parse(line).ifPresent(batch -> {
            end = System.nanoTime();
            if (start.isEmpty()) {
                start = OptionalLong.of(end - TimeUnit.MILLISECONDS.toNanos(batch.millis()));
            }
            lines.add(batch);
        });
    }

    /** The batches so far. */
    public synchronized List<BatchLine> lines() {
        return List.copyOf(lines);
    }

    /** How many records were read. */
    public synchronized long read() {
        return lines.stream().mapToLong(BatchLine::read).sum();
    }

    /** How many records batch {@code number} read when it ran last; 0 before it did. */
    public synchronized long read(long number) {
        return lines.stream()
                .filter(line -> line.batch() == number)
                .mapToLong(BatchLine::read)
                .reduce(0, (first, last) -> last);
    }

    /** How many records could not become a row. */
    public synchronized long rejected() {
        return lines.stream().mapToLong(BatchLine::rejected).sum();
    }

    /** The start of the first batch by {@link System#nanoTime()}; empty before there is one. */
    public synchronized OptionalLong start() {
        return start;
    }

    /** The end of the newest batch by {@link System#nanoTime()}, once there is one. */
    public synchronized long end() {
        return end;
    }

    /** Whether there were {@code count} batches or more and the newest read fewer than {@code records}. */
    public synchronized boolean steady(int count, int records) {
        return lines.size() >= count && lines.get(lines.size() - 1).read() < records;
    }
}
