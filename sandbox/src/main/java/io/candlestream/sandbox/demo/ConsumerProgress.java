package io.candlestream.sandbox.demo;

import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds up what the consumer says of its batches, line by line of its log. */
final class ConsumerProgress {
    private static final Pattern BATCH =
            Pattern.compile("batch \\d+: read (\\d+) rows, written (\\d+), superseded (\\d+), rejected (\\d+)");

    private final AtomicLong written = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();

    void line(String line) {
        Matcher batch = BATCH.matcher(line);
        if (batch.find()) {
            written.addAndGet(Long.parseLong(batch.group(2)));
            rejected.addAndGet(Long.parseLong(batch.group(4)));
        }
    }

    /** Rows written to the table so far. */
    long written() {
        return written.get();
    }

    /** Dead letters so far. */
    long rejected() {
        return rejected.get();
    }
}
