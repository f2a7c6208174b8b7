package io.candlestream.tools.candles;

import io.candlestream.history.TimeArgument;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.AssetTable.Span;
import io.candlestream.tools.candles.Holding.Counts;
import io.candlestream.tools.output.Holdings;
import io.candlestream.tools.output.Holdings.Counting;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the table has of each asset's candles. */
final class CandleList {
    /** What a node can count within its time-out, with much to spare. */
    private static final int SLOTS_A_COUNT = 100_000;

    private static final List<String> HEADER =
            List.of("asset", "interval", "first (UTC)", "last (UTC)", "rows", "complete");
    /** The columns that need no counting. */
    private static final int QUICK = 4;

    private CandleList() {}

    /**
     * Of the assets with these names, of all when there are none.
     *
     * @param own the interval of candles that do not say it
     */
    static Holdings of(AssetTable table, List<String> names, Interval own, Counting counting) {
        List<Holding> holdings = table.assets(names).stream()
                .map(asset -> holding(table, asset, own, counting))
                .toList();
        int columns = counting == Counting.NO ? QUICK : HEADER.size();
        return new Holdings(
                HEADER.subList(0, columns),
                holdings.stream()
                        .map(holding -> cells(holding).subList(0, columns))
                        .toList(),
                holdings.stream().map(Holding::data).toList(),
                table.name() + " is empty (./candlestream backfill loads old candles)",
                holdings.size() + (holdings.size() == 1 ? " asset" : " assets")
                        + (counting == Counting.NO ? "" : rows(holdings)) + " in " + table.name());
    }

    private static String rows(List<Holding> holdings) {
        long rows = holdings.stream()
                .flatMap(holding -> holding.counts().stream())
                .mapToLong(Counts::rows)
                .sum();
        return String.format(Locale.ROOT, ", %,d rows", rows);
    }

    private static Holding holding(AssetTable table, Asset asset, Interval own, Counting counting) {
        Interval interval = Interval.ofCode(asset.interval()).orElse(own);
        Optional<Span> closed = table.closed(asset);
        Optional<Counts> counts =
                counting == Counting.NO ? Optional.empty() : closed.map(span -> count(table, asset, span, interval));
        return new Holding(asset, interval.code(), closed, counts);
    }

    private static Counts count(AssetTable table, Asset asset, Span closed, Interval interval) {
        long first = closed.first().toEpochMilli();
        long last = closed.last().toEpochMilli();
        long step = (interval.endOf(first) - first) * SLOTS_A_COUNT;
        long rows = 0;
        for (long from = first; from <= last; from += step) {
            long to = Math.min(from + step, last + 1);
            rows += table.count(asset, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
        }
        return new Counts(
                rows,
                interval.slots(first, last + 1),
                Counts.within(table.empty(asset.symbol(), asset.interval()), interval, first, last));
    }

    private static List<String> cells(Holding holding) {
        return List.of(
                holding.asset().name(),
                holding.interval(),
                holding.closed().map(span -> TimeArgument.text(span.first())).orElse("none closed yet"),
                holding.closed().map(span -> TimeArgument.text(span.last())).orElse(""),
                holding.counts()
                        .map(some -> String.format(Locale.ROOT, "%,d", some.rows()))
                        .orElse("0"),
                holding.counts()
                        .map(some -> some.complete().toPlainString() + " %")
                        .orElse(""));
    }
}
