package io.candlestream.tools.trades;

import io.candlestream.history.LookAhead;
import java.util.ArrayList;
import java.util.List;

/**
 * The stored trades of one symbol, passed once from the first to the last.
 *
 * @param trades all of them
 */
record TradeRun(LookAhead<StoredTrade> trades) {
    /** The trades from {@code first} to {@code last}, which never fall from one call to the next; none unless each is stored. */
    List<StoredTrade> between(long first, long last) {
        List<StoredTrade> run = new ArrayList<>();
        while (trades.peek().filter(trade -> trade.id() <= last).isPresent()) {
            StoredTrade trade = trades.next();
            if (trade.id() >= first) {
                run.add(trade);
            }
        }
        return run.size() == last - first + 1 ? run : List.of();
    }
}
