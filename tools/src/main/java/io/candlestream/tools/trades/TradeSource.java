package io.candlestream.tools.trades;

import io.candlestream.history.PastTrade;
import io.candlestream.history.RestTrades;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What the exchange tells of one symbol's past trades: it is asked forwards only, by ids and times that never fall. Each method throws
 * {@link java.io.UncheckedIOException} when nobody answers.
 */
public interface TradeSource {
    /** By REST, for any symbol. */
    static Function<String, TradeSource> byRest(RestTrades rest) {
        return symbol -> new ExchangeTrades(rest, symbol);
    }

    /** Those that are known, such as the trades of archive files, in the order of their ids. */
    static TradeSource of(Iterator<PastTrade> known) {
        return new KnownTrades(known);
    }

    /** The trade {@code id}, if the exchange has it. */
    Optional<PastTrade> trade(long id);

    /** The id of the first trade at {@code time}, epoch milliseconds, or later; empty where there is none. */
    OptionalLong firstAt(long time);

    /** The id of the last trade before {@code time}, epoch milliseconds; empty where that is not known yet. */
    OptionalLong lastBefore(long time);
}
