package io.candlestream.ingest.channel;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Of which symbols the end of a topic shows enough: a live record so long before the newest one that a gap behind it was reported, or lies
 * between two records that were read.
 */
public final class SeenSymbols {
    private final Set<String> symbols;
    private final Duration reported;
    /** When the oldest live record of a symbol was published, epoch milliseconds. */
    private final Map<String, Long> oldest = new HashMap<>();

    private long newest;

    /** @param reported how long after a gap was found it is reported, as {@link RepairSettings#reported} says */
    public SeenSymbols(Collection<String> symbols, Duration reported) {
        this.symbols = Set.copyOf(symbols);
        this.reported = reported;
    }

    /** Takes a live record. */
    public void take(String symbol, long publishedAt) {
        newest = Math.max(newest, publishedAt);
        oldest.merge(symbol, publishedAt, Math::min);
    }

    public boolean hasEnough(String symbol) {
        return oldest.getOrDefault(symbol, Long.MAX_VALUE) <= newest - reported.toMillis();
    }

    public boolean hasEnough() {
        return symbols.stream().allMatch(this::hasEnough);
    }
}
