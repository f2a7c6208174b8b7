package io.candlestream.simulator.stored;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.history.LookAhead;
import io.candlestream.history.Numbered;
import io.candlestream.history.PastById;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A table of trades or of aggregate trades, a partition an hour.
 *
 * @param id the column of their ids
 * @param row what a row of it is
 * @param hours that hold any, by symbol, epoch milliseconds
 */
record TableIds<P extends Numbered>(
        TableStore store, String name, String id, Function<Row, P> row, Map<String, NavigableSet<Long>> hours)
        implements PastById<P> {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int PAGE = 1000;

    /** That of {@code table}, whose partitions are listed now. */
    static <P extends Numbered> TableIds<P> of(TableStore store, String table, String id, Function<Row, P> row) {
        String name = store.named(table);
        Map<String, NavigableSet<Long>> hours = new TreeMap<>();
        store.rows(TableStore.page(1), "SELECT DISTINCT symbol, hour FROM " + name)
                .forEach(found -> hours.computeIfAbsent(TableStore.text(found, "symbol"), symbol -> new TreeSet<>())
                        .add(TableStore.milli(found, "hour")));
        return new TableIds<>(store, name, id, row, hours);
    }

    private NavigableSet<Long> hoursOf(String symbol) {
        return hours.getOrDefault(symbol, Collections.emptyNavigableSet());
    }

    /** By the ids of the hour, of which it halves the stretch again and again. */
    @Override
    public OptionalLong firstAt(String symbol, long time) {
        for (long hour : hoursOf(symbol).tailSet(time - Math.floorMod(time, HOUR))) {
            Optional<P> last = end(symbol, hour, "DESC");
            if (last.filter(newest -> newest.time() >= time).isPresent()) {
                return OptionalLong.of(bisected(symbol, hour, time, last.get()));
            }
        }
        return OptionalLong.empty();
    }

    private long bisected(String symbol, long hour, long time, P last) {
        long low = end(symbol, hour, "ASC").orElse(last).id();
        long high = last.id();
        while (low < high) {
            long middle = low + (high - low) / 2;
            P found = rows(symbol, hour, middle, 1).next();
            if (found.time() < time) {
                low = found.id() + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Optional<P> end(String symbol, long hour, String order) {
        return store.rows(
                        1,
                        "SELECT * FROM " + name + " WHERE symbol = ? AND hour = ? ORDER BY " + id + " " + order
                                + " LIMIT 1",
                        symbol,
                        Instant.ofEpochMilli(hour))
                .map(row)
                .findFirst();
    }

    /** Those of the hour from the id {@code first} on. */
    private Iterator<P> rows(String symbol, long hour, long first, int most) {
        return store.rows(
                        Math.min(most, PAGE),
                        "SELECT * FROM " + name + " WHERE symbol = ? AND hour = ? AND " + id + " >= ? ORDER BY " + id
                                + " ASC LIMIT ?",
                        symbol,
                        Instant.ofEpochMilli(hour),
                        first,
                        most)
                .map(row)
                .iterator();
    }

    @Override
    public Iterator<P> between(String symbol, long from, long to, OptionalLong first) {
        OptionalLong start = first.isPresent() ? first : firstAt(symbol, from);
        if (start.isEmpty()) {
            return Collections.emptyIterator();
        }
        long begin = first.isPresent() ? hourOf(symbol, first.getAsLong()) : from - Math.floorMod(from, HOUR);
        Iterator<Long> waiting = hoursOf(symbol).tailSet(begin).stream()
                .takeWhile(hour -> hour <= to)
                .iterator();
        Iterator<P> all = LookAhead.flat(waiting, hour -> rows(symbol, hour, start.getAsLong(), Integer.MAX_VALUE));
        return StoredMarket.stream(all)
                .takeWhile(found -> found.time() <= to)
                .filter(found -> found.time() >= from)
                .iterator();
    }

    /** The last hour that begins with an id no larger than {@code wanted}; the first one where none does. */
    private long hourOf(String symbol, long wanted) {
        Long[] all = hoursOf(symbol).toArray(new Long[0]);
        int low = 0;
        int high = all.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            boolean before = end(symbol, all[middle], "ASC")
                    .filter(first -> first.id() <= wanted)
                    .isPresent();
            low = before ? middle : low;
            high = before ? high : middle - 1;
        }
        return all.length == 0 ? 0 : all[low];
    }
}
