package io.candlestream.sandbox;

import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows the consumer's one line a batch. */
final class BatchLines {
    private static final Pattern BATCH = Pattern.compile("batch \\d+: read (\\d+) rows");

    private final AtomicLong read = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();

    void line(String line) {
        Matcher batch = BATCH.matcher(line);
        if (batch.find()) {
            read.addAndGet(Long.parseLong(batch.group(1)));
            batches.incrementAndGet();
        }
    }

    /** Records read so far. */
    long read() {
        return read.get();
    }

    /** Batches so far that had any. */
    long batches() {
        return batches.get();
    }
}
