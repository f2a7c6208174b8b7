package io.candlestream.tools.tickers;

import io.candlestream.history.TimeArgument;
import io.candlestream.tools.output.Holdings;
import io.candlestream.tools.output.Holdings.Counting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;

/** What a table has of each pair's tickers. */
public final class TickerList {
    private static final List<String> HEADER = List.of("pair", "first (UTC)", "last (UTC)", "tickers");
    /** The columns that need no counting. */
    private static final int QUICK = 3;

    private TickerList() {}

    private record Holding(String symbol, Instant first, Instant last, OptionalLong rows) {
        List<String> cells() {
            List<String> cells = new ArrayList<>(List.of(symbol, minute(first), minute(last)));
            rows.ifPresent(count -> cells.add(String.format(Locale.ROOT, "%,d", count)));
            return cells;
        }

        Map<String, Object> data() {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("symbol", symbol);
            data.put("first", first.toString());
            data.put("last", last.toString());
            rows.ifPresent(count -> data.put("rows", count));
            return data;
        }
    }

    /** Of the pairs with these names, of all when there are none. */
    public static Holdings of(StoredTickers table, List<String> names, Counting counting) {
        Map<String, NavigableSet<Instant>> days = table.days();
        List<Holding> holdings = table.symbols(names).stream()
                .flatMap(symbol -> holding(table, symbol, days.get(symbol), counting).stream())
                .toList();
        return new Holdings(
                HEADER.subList(0, counting == Counting.NO ? QUICK : HEADER.size()),
                holdings.stream().map(Holding::cells).toList(),
                holdings.stream().map(Holding::data).toList(),
                table.name() + " is empty (the consumer's streams." + table.window().stream()
                        + ".enabled stores tickers)",
                holdings.size() + (holdings.size() == 1 ? " pair" : " pairs")
                        + (counting == Counting.NO ? "" : sum(holdings)) + " in " + table.name());
    }

    private static Optional<Holding> holding(
            StoredTickers table, String symbol, NavigableSet<Instant> days, Counting counting) {
        Optional<Instant> first = table.end(symbol, days.first(), "ASC");
        Optional<Instant> last = table.end(symbol, days.last(), "DESC");
        if (first.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong rows = counting == Counting.NO
                ? OptionalLong.empty()
                : OptionalLong.of(
                        days.stream().mapToLong(day -> table.count(symbol, day)).sum());
        return Optional.of(new Holding(symbol, first.get(), last.get(), rows));
    }

    private static String sum(List<Holding> holdings) {
        return String.format(
                Locale.ROOT,
                ", %,d tickers",
                holdings.stream()
                        .flatMapToLong(holding -> holding.rows().stream())
                        .sum());
    }

    private static String minute(Instant time) {
        return TimeArgument.text(time.truncatedTo(ChronoUnit.MINUTES));
    }
}
