package io.candlestream.tools.verify;

import io.candlestream.history.History;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares the table with the exchange, asset by asset. */
final class Verification {
    private final StoredCandles stored;
    private final History exchange;
    private final Interval interval;
    private final CandleColumns columns;
    private final GapTable gaps;

    Verification(StoredCandles stored, History exchange, Interval interval, CandleColumns columns, GapTable gaps) {
        this.stored = stored;
        this.exchange = exchange;
        this.interval = interval;
        this.columns = columns;
        this.gaps = gaps;
    }

    /**
     * The report on {@code symbols}, on all that the table holds when there are none.
     *
     * @param from the first open time; without it, that of the first closed row
     * @param to the end, excluded; without it, the last closed row is the last
     * @throws FatalException when there is nothing at all to compare, which proves nothing
     */
    VerifyReport run(List<String> symbols, Optional<Instant> from, Optional<Instant> to) {
        return run(subjects(symbols), subject -> range(subject, from, to), to.isEmpty());
    }

    /** The report on the symbols that the table holds of these, each between its open times. */
    VerifyReport within(Map<String, TableComparison.Span> spans) {
        List<AssetSymbol> subjects = stored.subjects().stream()
                .filter(subject -> spans.containsKey(subject.symbol()))
                .toList();
        return run(subjects, subject -> within(subject, spans.get(subject.symbol())), false);
    }

    private TimeRange within(AssetSymbol subject, TableComparison.Span span) {
        TimeRange closed = range(subject, Optional.empty(), Optional.empty());
        if (closed.last() < closed.first()) {
            return closed;
        }
        return new TimeRange(Math.max(closed.first(), span.first()), Math.min(closed.last(), span.last()));
    }

    private VerifyReport run(List<AssetSymbol> subjects, Function<AssetSymbol, TimeRange> ranges, boolean future) {
        Differences differences = new Differences();
        List<AssetReport> reports = new ArrayList<>();
        for (AssetSymbol subject : subjects) {
            TimeRange range = ranges.apply(subject);
            AssetCheck check = new AssetCheck(subject, range, interval, columns, differences);
            check.run(
                    exchange.candles(subject.symbol(), range.first(), range.last()),
                    stored.rows(subject.asset(), range));
            if (future) {
                stored.future(subject.asset(), range.last()).forEach(check::future);
            }
            reports.add(check.report(gaps));
        }
        if (reports.stream().allMatch(report -> report.expected() == 0 && report.stored() == 0)) {
            throw new FatalException(
                    "Cannot verify: there is nothing to compare, neither rows nor candles of that range"
                            + " (check ASSET_CASSANDRA_TABLE, --from and --to)");
        }
        return new VerifyReport(reports.stream().allMatch(AssetReport::equal), reports, differences.first());
    }

    private List<AssetSymbol> subjects(List<String> symbols) {
        List<AssetSymbol> all = stored.subjects();
        if (symbols.isEmpty()) {
            return all;
        }
        var bySymbol = all.stream().collect(Collectors.toMap(AssetSymbol::symbol, Function.identity(), (a, b) -> a));
        return symbols.stream()
                .map(symbol -> Optional.ofNullable(bySymbol.get(symbol))
                        .orElseThrow(() -> new SettingsException(
                                "Cannot verify " + symbol + ": the table has no row of it (it has "
                                        + String.join(", ", bySymbol.keySet()) + ")")))
                .toList();
    }

    private TimeRange range(AssetSymbol subject, Optional<Instant> from, Optional<Instant> to) {
        TimeRange closed = stored.closed(subject.asset()).orElse(new TimeRange(0, -1));
        return new TimeRange(
                from.map(Instant::toEpochMilli).orElse(closed.first()),
                to.map(end -> end.toEpochMilli() - 1).orElse(closed.last()));
    }
}
