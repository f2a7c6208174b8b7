package io.candlestream.sandbox.testbed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the consumer's one line a batch says: how many records each batch read. */
final class ConsumerBatches {
    private static final Pattern BATCH = Pattern.compile("batch (\\d+): read (\\d+) rows");

    private final Map<Long, Long> read = new ConcurrentHashMap<>();

    void line(String line) {
        Matcher batch = BATCH.matcher(line);
        if (batch.find()) {
            read.put(Long.parseLong(batch.group(1)), Long.parseLong(batch.group(2)));
        }
    }

    /** How many records {@code batch} read; 0 for one that was not heard of. */
    long read(long batch) {
        return read.getOrDefault(batch, 0L);
    }
}
