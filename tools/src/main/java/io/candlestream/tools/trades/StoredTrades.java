package io.candlestream.tools.trades;

import io.candlestream.history.LookAhead;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.access.StoredTables;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stored trades.
 *
 * @param table that of the trades
 */
public record StoredTrades(IdTable table) {
    /** The tables in {@code store} that the settings name. */
    public static StoredTrades of(Settings settings, StoredTables store) {
        return new StoredTrades(IdTable.of(settings, StoredStream.TRADES, store));
    }

    /**
     * @param store stays the caller's to close
     * @param candles the name of the table of the candles that they make
     */
    public StoredTrades(StoredTables store, String trades, String candles) {
        this(new IdTable(store, StoredStream.TRADES, trades, candles));
    }

    /** The hours of every symbol, in epoch milliseconds. */
    public Map<String, NavigableSet<Long>> hours() {
        return table.hours();
    }

    /**
     * The hours of the symbols that {@code names} call by symbol or by the name of the asset; of all when there are no names.
     *
     * @throws io.candlestream.runtime.settings.SettingsException when there are no trades of one
     */
    public Map<String, NavigableSet<Long>> hours(List<String> names) {
        Map<String, NavigableSet<Long>> hours = hours();
        if (!names.isEmpty()) {
            hours.keySet().retainAll(table.symbols(names, List.copyOf(hours.keySet())));
        }
        return hours;
    }

    /** The trades of {@code symbol} in the hour, in the order of their ids, read as they are asked for. */
    public Stream<StoredTrade> trades(String symbol, long hour) {
        return table.rows(symbol, hour).map(StoredTrade::of);
    }

    /** The trades of {@code symbol} in these hours, oldest first, an hour read when the one before it has ended. */
    public LookAhead<StoredTrade> trades(String symbol, Iterable<Long> hours) {
        Iterator<Long> rest = hours.iterator();
        return new LookAhead<>() {
            private Iterator<StoredTrade> ofHour = Collections.emptyIterator();

            @Override
            protected Optional<StoredTrade> find() {
                while (!ofHour.hasNext() && rest.hasNext()) {
                    ofHour = trades(symbol, rest.next()).iterator();
                }
                return ofHour.hasNext() ? Optional.of(ofHour.next()) : Optional.empty();
            }
        };
    }

    /** The trades of {@code symbol} in the hour with an id of {@code first} to {@code last}, in the order of their ids. */
    public Stream<StoredTrade> trades(String symbol, long hour, long first, long last) {
        return table.rows(symbol, hour, first, last).map(StoredTrade::of);
    }
}
