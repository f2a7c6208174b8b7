package io.candlestream.tools.trades;

import io.candlestream.history.TimeArgument;
import io.candlestream.tools.output.Holdings;
import io.candlestream.tools.output.Holdings.Counting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;

/** What the table has of each pair's trades, or aggregate trades. */
public final class TradeList {
    /** The columns that need no counting. */
    private static final int QUICK = 4;

    private TradeList() {}

    /** Of the pairs with these names, of all when there are none. */
    public static Holdings of(IdTable table, List<String> names, Counting counting) {
        List<String> header = List.of("pair", "first (UTC)", "last (UTC)", "last id", table.events(), "missing");
        Map<String, NavigableSet<Long>> hours = table.hours();
        List<TradeHolding> holdings = table.symbols(names).stream()
                .flatMap(symbol -> TradeHolding.of(table, symbol, hours.get(symbol), counting).stream())
                .toList();
        return new Holdings(
                header.subList(0, counting == Counting.NO ? QUICK : header.size()),
                holdings.stream().map(TradeList::cells).toList(),
                holdings.stream().map(TradeHolding::data).toList(),
                table.name() + " is empty (" + table.enabled() + " stores " + table.events() + ")",
                holdings.size() + (holdings.size() == 1 ? " pair" : " pairs")
                        + (counting == Counting.NO ? "" : rows(holdings) + table.events()) + " in " + table.name());
    }

    private static String rows(List<TradeHolding> holdings) {
        long rows = holdings.stream()
                .flatMap(holding -> holding.counts().stream())
                .mapToLong(TradeHolding.Counts::rows)
                .sum();
        return String.format(Locale.ROOT, ", %,d ", rows);
    }

    private static List<String> cells(TradeHolding holding) {
        List<String> cells = new ArrayList<>(List.of(
                holding.symbol(),
                minute(holding.ends().first().time()),
                minute(holding.ends().last().time()),
                String.valueOf(holding.ends().last().id())));
        holding.counts().ifPresent(counts -> {
            cells.add(String.format(Locale.ROOT, "%,d", counts.rows()));
            cells.add(String.format(Locale.ROOT, "%,d", counts.missing()));
        });
        return cells;
    }

    private static String minute(Instant time) {
        return TimeArgument.text(time.truncatedTo(ChronoUnit.MINUTES));
    }
}
