package io.candlestream.tools.verify;

import io.candlestream.history.History;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.CandlePlace;
import io.candlestream.tools.access.StoredRow;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/** Compares the table with the exchange, asset by asset: for the command {@code verify}, and for the drills and the demo, which end with it. */
public record TableComparison(CandlePlace table, History exchange, Interval interval, CandleColumns columns) {
    private static final List<String> ALL_COLUMNS = List.of("*");
    private static final Instant FOREVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    TableComparison(CandlePlace table, History exchange, Interval interval, String exchangeName) {
        this(table, exchange, interval, new CandleColumns(exchangeName));
    }

    /** Open times in epoch milliseconds, both included. */
    public record Span(long first, long last) {}

    /**
     * Compares all that the table holds, from the first to the last closed row of each asset.
     *
     * @throws IllegalStateException when the exchange does not answer
     */
    public Outcome run() {
        return outcome(() -> report(List.of(), Optional.empty(), Optional.empty()));
    }

    /** Compares what the table holds of these symbols, and of each of them between these open times. */
    public Outcome run(Map<String, Span> spans) {
        List<Asset> assets = table.assets(List.of()).stream()
                .filter(asset -> spans.containsKey(asset.symbol()))
                .toList();
        return outcome(() -> report(assets, asset -> List.of(within(spans.get(asset.symbol()), closed(asset))), false));
    }

    /**
     * The report on the assets of {@code names}, on all that the table holds when there are none.
     *
     * @param from the first open time; without it, that of the first closed row
     * @param to the end, excluded; without it, the last closed row is the last
     * @throws FatalException when there is nothing at all to compare, which proves nothing
     */
    VerifyReport report(List<String> names, Optional<Instant> from, Optional<Instant> to) {
        return report(
                table.assets(names),
                asset -> {
                    Span closed = closed(asset);
                    return List.of(new Span(
                            from.map(Instant::toEpochMilli).orElse(closed.first()),
                            to.map(end -> end.toEpochMilli() - 1).orElse(closed.last())));
                },
                to.isEmpty());
    }

    /**
     * The report on these symbols, each between these open times, whether the table holds anything there or not.
     *
     * @param spans at least one of each symbol, oldest first
     */
    VerifyReport report(Map<String, List<Span>> spans) {
        return report(table.assets(List.copyOf(spans.keySet())), asset -> spans.get(asset.symbol()), false);
    }

    private Span closed(Asset asset) {
        return table.closed(asset)
                .map(span -> new Span(span.first().toEpochMilli(), span.last().toEpochMilli()))
                .orElse(new Span(0, -1));
    }

    private static Span within(Span span, Span closed) {
        return closed.last() < closed.first()
                ? closed
                : new Span(Math.max(closed.first(), span.first()), Math.min(closed.last(), span.last()));
    }

    private VerifyReport report(List<Asset> assets, Function<Asset, List<Span>> spans, boolean future) {
        List<Difference> differences = new ArrayList<>();
        List<AssetReport> reports = new ArrayList<>();
        for (Asset asset : assets) {
            List<Span> own = spans.apply(asset);
            Span range = new Span(own.get(0).first(), own.get(own.size() - 1).last());
            AssetCheck check = new AssetCheck(asset, range, interval, columns, differences);
            for (Span span : own) {
                check.run(
                        span,
                        exchange.candles(asset.symbol(), span.first(), span.last()),
                        rows(asset, span.first(), Instant.ofEpochMilli(span.last()))
                                .iterator());
            }
            if (future) {
                rows(asset, range.last() + 1, FOREVER).forEach(check::behind);
            }
            reports.add(check.report(() -> table.empty(asset.symbol(), interval.code())));
        }
        if (reports.stream().allMatch(report -> report.expected() == 0 && report.stored() == 0)) {
            throw new FatalException(
                    "Cannot verify: there is nothing to compare, neither rows nor candles of that range"
                            + " (check ASSET_CASSANDRA_TABLE, --from and --to)");
        }
        return new VerifyReport(reports.stream().allMatch(AssetReport::equal), reports, differences);
    }

    private Iterable<StoredRow> rows(Asset asset, long first, Instant last) {
        return table.candles(asset, ALL_COLUMNS, Instant.ofEpochMilli(first), last);
    }

    private static Outcome outcome(Supplier<VerifyReport> comparison) {
        try {
            VerifyReport report = comparison.get();
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            new VerifyReportText(report, new PrintStream(text, true, StandardCharsets.UTF_8), OptionalInt.empty())
                    .print();
            return new Outcome(
                    report.equal(),
                    text.toString(StandardCharsets.UTF_8).lines().toList());
        } catch (FatalException e) { // An empty table differs from nothing.
            return new Outcome(true, List.of(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /**
     * How the table compares with the exchange.
     *
     * @param lines the report as {@code verify} prints it, the verdict last
     */
    public record Outcome(boolean equal, List<String> lines) {
        /** The one line that a person and a script read. */
        public String verdict() {
            return lines.get(lines.size() - 1);
        }
    }
}
