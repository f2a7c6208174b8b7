package io.candlestream.tools.trades;

import io.candlestream.tools.output.Holdings.Counting;
import io.candlestream.tools.trades.IdTable.Ends;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * What the table has of one pair's trades, or aggregate trades.
 *
 * @param counts absent where nobody counted
 */
record TradeHolding(String symbol, Ends ends, Optional<Counts> counts) {
    /**
     * How many trades there are.
     *
     * @param missing ids between the first and the last that are not there, as far as ids go on: not where they start again
     */
    record Counts(long rows, long missing) {}

    /** What stands in {@code hours} of {@code symbol}; empty when that is nothing. */
    static Optional<TradeHolding> of(IdTable table, String symbol, NavigableSet<Long> hours, Counting counting) {
        if (counting == Counting.NO) {
            return hours.stream()
                    .flatMap(hour -> table.ends(symbol, hour).stream())
                    .findFirst()
                    .flatMap(first -> hours.descendingSet().stream()
                            .flatMap(hour -> table.ends(symbol, hour).stream())
                            .findFirst()
                            .map(last -> new Ends(first.first(), last.last())))
                    .map(ends -> new TradeHolding(symbol, ends, Optional.empty()));
        }
        Optional<TradeHolding> all = Optional.empty();
        for (long hour : hours) {
            Optional<TradeHolding> before = all;
            all = table.ends(symbol, hour)
                    .map(ends -> hour(symbol, ends, table.count(symbol, hour)))
                    .map(next -> before.map(one -> one.and(next)).orElse(next))
                    .or(() -> before);
        }
        return all;
    }

    private static TradeHolding hour(String symbol, Ends ends, long rows) {
        long ids = ends.last().id() - ends.first().id() + 1;
        return new TradeHolding(symbol, ends, Optional.of(new Counts(rows, ids - rows)));
    }

    private TradeHolding and(TradeHolding next) {
        long between = Math.max(0, next.ends.first().id() - ends.last().id() - 1);
        Counts one = counts.orElseThrow();
        Counts other = next.counts.orElseThrow();
        return new TradeHolding(
                symbol,
                new Ends(ends.first(), next.ends.last()),
                Optional.of(new Counts(one.rows() + other.rows(), one.missing() + between + other.missing())));
    }

    /** Plain data for a program. */
    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("symbol", symbol);
        data.put("first_id", ends.first().id());
        data.put("last_id", ends.last().id());
        data.put("first", ends.first().time().toString());
        data.put("last", ends.last().time().toString());
        counts.ifPresent(some -> {
            data.put("rows", some.rows());
            data.put("missing", some.missing());
        });
        return data;
    }
}
