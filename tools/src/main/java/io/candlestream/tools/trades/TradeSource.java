package io.candlestream.tools.trades;

import io.candlestream.history.PastTrade;
import io.candlestream.history.RestTrades;
import io.candlestream.history.archive.ArchiveTrades;
import io.candlestream.runtime.settings.SettingsException;
import java.nio.file.Path;
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

    /**
     * Those of the archive files in {@code folder}. A symbol that no file is about would make every row of it an extra one, and is
     * refused.
     *
     * @throws IllegalArgumentException when a file cannot be read
     */
    static Function<String, TradeSource> archived(Path folder) {
        ArchiveTrades files = ArchiveTrades.in(folder);
        return symbol -> {
            if (!files.symbols().contains(symbol)) {
                throw new SettingsException("Cannot verify " + symbol + ": no trades of it in " + folder
                        + " (--symbols chooses others: " + String.join(",", files.symbols()) + ")");
            }
            return of(files.trades(symbol, 0, Long.MAX_VALUE, OptionalLong.empty()));
        };
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
