package io.candlestream.loader.load;

import io.candlestream.schema.Interval;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one interval that a table has candles of. Its key is asset and open time, so the candle of an hour would take the place of that of the
 * hour's first minute, and has the newer version.
 *
 * @param usual that of a table without candles, unless its name tells another one, as {@code assets_1h} does
 */
public record TableInterval(MonthStore store, Interval usual) {
    /** In Cassandra a table's name need not keep its capitals. */
    private static final Pattern NAME = Pattern.compile(
            Stream.of(Interval.values()).map(Interval::code).collect(Collectors.joining("|", "(?i)(.+)_(", ")")));

    /**
     * Returns when candles of {@code interval} are at home in the table.
     *
     * @param assets whose candles they are
     * @throws IllegalStateException when it is a table of another interval; its message is one line that says so
     */
    public void require(Interval interval, Collection<String> assets) {
        Matcher name = NAME.matcher(store.table());
        Set<String> found = new TreeSet<>(store.intervals(assets));
        if (found.isEmpty()) {
            String told = name.matches() ? name.group(2) : usual.code();
            found.add(name.matches() && told.equalsIgnoreCase(interval.code()) ? interval.code() : told);
        }
        found.remove(interval.code());
        if (!found.isEmpty()) {
            throw new IllegalStateException("Cannot load candles of " + interval.code() + " into the table "
                    + store.table() + ": it is of " + String.join(", ", found)
                    + " (each interval has its own: ASSET_CASSANDRA_TABLE="
                    + (name.matches() ? name.group(1) : store.table()) + "_" + interval.code()
                    + ", made by ./candlestream prepare --intervals " + interval.code() + ")");
        }
    }
}
