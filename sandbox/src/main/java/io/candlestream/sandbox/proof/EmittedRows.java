package io.candlestream.sandbox.proof;

import io.candlestream.simulator.market.Truth;
import io.candlestream.simulator.market.Update;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.verify.TableComparison;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What an exchange has said, for a proof of a table that others write to as well. Rows of symbols that it does not trade, and rows of
 * its past or future that did not come by its socket, stand beside: it said nothing of them, right or wrong.
 */
public final class EmittedRows {
    private final Truth truth;
    private final Map<String, LongSummaryStatistics> closed = new HashMap<>();
    private final LongSummaryStatistics times = new LongSummaryStatistics();
    private final Set<String> symbols = new HashSet<>();

    public EmittedRows(Truth truth) {
        this.truth = truth;
        truth.candles().forEach(this::note);
    }

    private void note(Update update) {
        long open = update.candle().openTime();
        times.accept(open);
        symbols.add(update.candle().symbol());
        if (update.closed()) {
            closed.computeIfAbsent(update.candle().symbol(), symbol -> new LongSummaryStatistics())
                    .accept(open);
        }
    }

    /** From the first to the last candle of each symbol that it closed, by symbol. */
    public Map<String, TableComparison.Span> closed() {
        return closed.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        e -> new TableComparison.Span(
                                e.getValue().getMin(), e.getValue().getMax())));
    }

    /** How those rows of {@code table} that it can have said something of compare with what it said. */
    public Verdict verdict(CandleTable table) {
        Iterable<StoredRow> all = table.stored().rows();
        return Proof.ofUpdates(truth.candles(), () -> StreamSupport.stream(all.spliterator(), false)
                .filter(this::concerns)
                .iterator());
    }

    /** What stands beside in {@code table}: one line for each symbol. */
    public List<String> beside(CandleTable table) {
        Map<String, LongSummaryStatistics> others = new TreeMap<>();
        for (StoredRow row : table.stored().rows()) {
            if (!concerns(row)) {
                others.computeIfAbsent(String.valueOf(row.text("symbol")), symbol -> new LongSummaryStatistics())
                        .accept(open(row));
            }
        }
        return others.entrySet().stream()
                .map(e -> e.getValue().getCount() + " rows of " + e.getKey() + " from "
                        + Instant.ofEpochMilli(e.getValue().getMin()) + " to "
                        + Instant.ofEpochMilli(e.getValue().getMax())
                        + " stand beside: this exchange said nothing of them")
                .toList();
    }

    private boolean concerns(StoredRow row) {
        boolean ownTime = times.getMin() <= open(row) && open(row) <= times.getMax();
        return symbols.contains(row.text("symbol")) && (ownTime || "socket".equals(row.text("source")));
    }

    private static long open(StoredRow row) {
        return Objects.requireNonNull(row.time("timestamp")).toEpochMilli();
    }
}
