package io.candlestream.minutes;

import java.time.Instant;
import java.util.Comparator;

/** Which candle a row of a file is; files are sorted so. */
record MinuteKey(String symbol, String interval, Instant openTime) implements Comparable<MinuteKey> {
    private static final Comparator<MinuteKey> ORDER = Comparator.comparing(MinuteKey::symbol)
            .thenComparing(MinuteKey::interval)
            .thenComparing(MinuteKey::openTime);

    @Override
    public int compareTo(MinuteKey other) {
        return ORDER.compare(this, other);
    }
}
