package io.candlestream.tools.trades;

import io.candlestream.runtime.settings.FatalException;
import io.candlestream.tools.access.StoredRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Function;

/** Leads checks along the stored rows of the wanted symbols, in the order of their ids. */
record StoredWalk<R extends StoredId>(IdTable table, Function<StoredRow, R> reader) {
    private static final long HOUR = 3_600_000;

    /** What goes along with one symbol's rows. */
    interface Check<R extends StoredId> {
        IdCheck<R, ?> ids();

        void take(R row);
    }

    /**
     * The checks of {@code symbols}, of all that the table holds when there are none, at the end of their way.
     *
     * @param from where it begins; without it with the first stored row
     * @param to the end, excluded; without it the last stored row is the last
     * @throws FatalException when there is nothing at all to compare, which proves nothing
     * @throws java.io.UncheckedIOException when the exchange does not answer
     */
    <C extends Check<R>> List<C> checked(
            List<String> symbols, Optional<Instant> from, Optional<Instant> to, Function<String, C> check) {
        Map<String, NavigableSet<Long>> hours = table.hours();
        Optional<String> unknown =
                symbols.stream().filter(symbol -> !hours.containsKey(symbol)).findFirst();
        if (unknown.isPresent() && !hours.isEmpty()) {
            throw new FatalException("Cannot verify " + unknown.get() + ": the table holds no " + table.events()
                    + " of it (--symbols chooses others: " + String.join(",", hours.keySet()) + ")");
        }
        List<C> checks = new ArrayList<>();
        hours.forEach((symbol, all) -> {
            if (symbols.isEmpty() || symbols.contains(symbol)) {
                C one = check.apply(symbol);
                walk(symbol, all, from.map(Instant::toEpochMilli), to.map(Instant::toEpochMilli), one);
                checks.add(one);
            }
        });
        if (checks.stream().allMatch(one -> one.ids().counts().isNothing())) {
            throw new FatalException("Cannot verify: there are no " + table.events() + " to compare (check "
                    + table.enabled() + ", --from and --to)");
        }
        return checks;
    }

    private void walk(String symbol, NavigableSet<Long> hours, Optional<Long> from, Optional<Long> to, Check<R> check) {
        from.ifPresent(check.ids()::expectFrom);
        long first = from.orElse(Long.MIN_VALUE);
        long end = to.orElse(Long.MAX_VALUE);
        for (long hour : hours) {
            if (hour + HOUR > first && hour < end) {
                table.rows(symbol, hour).map(reader).forEach(row -> {
                    if (first <= row.time() && row.time() < end) {
                        check.take(row);
                    }
                });
            }
        }
        to.ifPresent(check.ids()::expectUntil);
    }
}
