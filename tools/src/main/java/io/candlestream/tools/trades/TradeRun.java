package io.candlestream.tools.trades;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/** The stored trades of one symbol, passed once from the first to the last. */
final class TradeRun {
    private final StoredTrades stored;
    private final String symbol;
    private final Iterator<Long> hours;
    private Iterator<StoredTrade> ofHour = Collections.emptyIterator();
    private Optional<StoredTrade> ahead = Optional.empty();

    /** @param hours in which the symbol has trades, epoch milliseconds */
    TradeRun(StoredTrades stored, String symbol, NavigableSet<Long> hours) {
        this.stored = stored;
        this.symbol = symbol;
        this.hours = hours.iterator();
    }

    /** The trades from {@code first} to {@code last}, which never fall from one call to the next; none unless each is stored. */
    List<StoredTrade> between(long first, long last) {
        List<StoredTrade> run = new ArrayList<>();
        while (hasNext() && ahead.orElseThrow().id() <= last) {
            if (ahead.orElseThrow().id() >= first) {
                run.add(ahead.orElseThrow());
            }
            ahead = Optional.empty();
        }
        return run.size() == last - first + 1 ? run : List.of();
    }

    private boolean hasNext() {
        while (ahead.isEmpty() && (ofHour.hasNext() || hours.hasNext())) {
            if (ofHour.hasNext()) {
                ahead = Optional.of(ofHour.next());
            } else {
                ofHour = stored.trades(symbol, hours.next()).iterator();
            }
        }
        return ahead.isPresent();
    }
}
