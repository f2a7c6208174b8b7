package io.candlestream.tools.verify;

import io.candlestream.history.History;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.Interval;
import io.candlestream.tools.verify.StoredCandles.Stretch;
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
    Report run(List<String> symbols, Optional<Instant> from, Optional<Instant> to) {
        return run(subjects(symbols), subject -> stretch(subject, from, to), to.isEmpty());
    }

    /** The report on the symbols that the table holds of these, each between its open times. */
    Report within(Map<String, TableComparison.Span> spans) {
        List<Subject> subjects = stored.subjects().stream()
                .filter(subject -> spans.containsKey(subject.symbol()))
                .toList();
        return run(subjects, subject -> within(subject, spans.get(subject.symbol())), false);
    }

    private Stretch within(Subject subject, TableComparison.Span span) {
        Stretch closed = stretch(subject, Optional.empty(), Optional.empty());
        if (closed.last() < closed.first()) {
            return closed;
        }
        return new Stretch(Math.max(closed.first(), span.first()), Math.min(closed.last(), span.last()));
    }

    private Report run(List<Subject> subjects, Function<Subject, Stretch> stretches, boolean future) {
        Differences differences = new Differences();
        List<AssetReport> reports = new ArrayList<>();
        for (Subject subject : subjects) {
            Stretch stretch = stretches.apply(subject);
            AssetCheck check = new AssetCheck(subject, stretch, interval, columns, differences);
            check.run(
                    exchange.candles(subject.symbol(), stretch.first(), stretch.last()),
                    stored.rows(subject.asset(), stretch));
            if (future) {
                stored.future(subject.asset(), stretch.last()).forEach(check::future);
            }
            reports.add(check.report(gaps));
        }
        if (reports.stream().allMatch(report -> report.expected() == 0 && report.stored() == 0)) {
            throw new FatalException(
                    "Cannot verify: there is nothing to compare, neither rows nor candles of that stretch"
                            + " (check ASSET_CASSANDRA_TABLE, --from and --to)");
        }
        return new Report(reports.stream().allMatch(AssetReport::equal), reports, differences.first());
    }

    private List<Subject> subjects(List<String> symbols) {
        List<Subject> all = stored.subjects();
        if (symbols.isEmpty()) {
            return all;
        }
        var bySymbol = all.stream().collect(Collectors.toMap(Subject::symbol, Function.identity(), (a, b) -> a));
        return symbols.stream()
                .map(symbol -> Optional.ofNullable(bySymbol.get(symbol))
                        .orElseThrow(() -> new SettingsException(
                                "Cannot verify " + symbol + ": the table has no row of it (it has "
                                        + String.join(", ", bySymbol.keySet()) + ")")))
                .toList();
    }

    private Stretch stretch(Subject subject, Optional<Instant> from, Optional<Instant> to) {
        Stretch closed = stored.closed(subject.asset()).orElse(new Stretch(0, -1));
        return new Stretch(
                from.map(Instant::toEpochMilli).orElse(closed.first()),
                to.map(end -> end.toEpochMilli() - 1).orElse(closed.last()));
    }
}
