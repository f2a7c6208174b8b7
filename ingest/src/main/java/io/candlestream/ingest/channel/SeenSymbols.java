package io.candlestream.ingest.channel;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Knows of which symbols the end of a topic shows enough: a live record so long before the newest one that a gap behind it was reported, or lies
 * between two records that were read.
 */
public abstract class SeenSymbols implements TopicTailState {
    private final Set<String> symbols;
    private final Duration reported;
    /** When the oldest live record of a symbol was published, epoch milliseconds. */
    private final Map<String, Long> oldest = new HashMap<>();

    private long newest;
    private int fromTheFuture;

    /** @param reported how long after a gap was found it is reported, as {@link RepairSettings#reported} says */
    protected SeenSymbols(Collection<String> symbols, Duration reported) {
        this.symbols = Set.copyOf(symbols);
        this.reported = reported;
    }

    /** Takes a live record. */
    protected final void takeLive(String symbol, long publishedAt) {
        newest = Math.max(newest, publishedAt);
        oldest.merge(symbol, publishedAt, Math::min);
    }

    /** Counts a record that says nothing since it is from later than now. */
    protected final void skipFuture() {
        fromTheFuture++;
    }

    @Override
    public final int fromTheFuture() {
        return fromTheFuture;
    }

    @Override
    public final boolean hasEnough(String symbol) {
        return oldest.getOrDefault(symbol, Long.MAX_VALUE) <= newest - reported.toMillis();
    }

    @Override
    public final boolean hasEnough() {
        return symbols.stream().allMatch(this::hasEnough);
    }
}
