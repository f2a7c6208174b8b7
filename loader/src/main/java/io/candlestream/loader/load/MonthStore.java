package io.candlestream.loader.load;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;

/** A table in one of the stores, into which months of candles are loaded. */
public interface MonthStore extends AutoCloseable {
    /** Tells this table from all others, also from one that had its name before: names the folder of what is known to be loaded. */
    String id();

    /** Its name, such as {@code assets}, without that of keyspace, schema or namespace. */
    String table();

    /** The intervals of candles that are stored of some assets, as the exchange names them; of each asset one candle at least is asked. */
    Set<String> intervals(Collection<String> assets);

    /** The order in which the symbols of a month come, by their asset names. */
    Comparator<String> order();

    /**
     * Removes what a load that was killed left in the store; nothing where its files lie in the folder, or an end undoes all.
     *
     * @param folder of the places that {@link #month} was given
     */
    default void removeLeftovers(Path folder) {}

    /**
     * Begins to load one month; several are loaded at once, each by a thread.
     *
     * @param place a folder for files on their way, which is not there yet; what stays in it is removed by the next load
     * @param symbols how many of them come
     */
    MonthLoad month(YearMonth month, int symbols, Path place);

    @Override
    void close();
}
