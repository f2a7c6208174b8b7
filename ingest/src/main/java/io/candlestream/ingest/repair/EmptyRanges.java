package io.candlestream.ingest.repair;

import io.candlestream.ingest.channel.Gap;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The ranges of which the exchange has confirmed that it has no events. One that goes on is one stretch, however often
 * it was asked about. Any thread may ask.
 */
final class EmptyRanges {
    private final Map<String, NavigableMap<Long, Gap>> bySymbol = new HashMap<>();

    synchronized void add(Gap gap) {
        bySymbol.computeIfAbsent(gap.symbol(), symbol -> new TreeMap<>()).put(gap.from(), gap);
    }

    /** The exchange has events in {@code gap} after all. */
    synchronized void remove(Gap gap) {
        Optional.ofNullable(bySymbol.get(gap.symbol()))
                .ifPresent(ranges -> ranges.subMap(gap.from(), gap.to()).clear());
    }

    /** {@code gap}, begun where the empty stretch begins that it goes on with. */
    Gap widened(Gap gap) {
        return before(gap).map(empty -> empty.lengthenedBy(gap)).orElse(gap);
    }

    /** Where the first event of {@code gap} stands that the exchange has to be asked for: the gap's end when there is none. */
    long firstUnknown(Gap gap) {
        return before(gap).map(Gap::to).orElse(gap.from());
    }

    /** The empty stretch in which {@code gap} begins, or which ends there. */
    private synchronized Optional<Gap> before(Gap gap) {
        return Optional.ofNullable(bySymbol.get(gap.symbol()))
                .map(ranges -> ranges.floorEntry(gap.from()))
                .map(Map.Entry::getValue)
                .filter(empty -> empty.to() >= gap.from());
    }
}
