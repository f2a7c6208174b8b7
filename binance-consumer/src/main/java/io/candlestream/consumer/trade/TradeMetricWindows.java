package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.WindowStream.Windows;
import io.candlestream.derive.metrics.OpenWindows;
import io.candlestream.derive.metrics.TradeWindow;
import io.candlestream.derive.metrics.TradeWindow.Trade;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The open windows of all symbols of a partition. */
final class TradeMetricWindows implements Windows<TradeRow, TradeMetricRow> {
    private final Interval length;
    private final long millis;
    private final long lateness;
    private final Map<String, OpenWindows<Trade, TradeWindow>> symbols = new HashMap<>();
    private long whole = Long.MIN_VALUE;

    TradeMetricWindows(Interval length, Duration lateness) {
        this.length = length;
        this.millis = length.longest().toMillis();
        this.lateness = lateness.toMillis();
    }

    @Override
    public OptionalLong add(TradeRow row) {
        return symbols.computeIfAbsent(row.symbol(), name -> opened())
                .add(new Trade(
                        row.tradeId(),
                        row.tradeTime(),
                        row.price().toBigDecimal(),
                        row.quantity().toBigDecimal(),
                        row.buyerMaker(),
                        TradeVersion.rank(row.source())));
    }

    private OpenWindows<Trade, TradeWindow> opened() {
        OpenWindows<Trade, TradeWindow> windows = OpenWindows.ofTrades(millis, lateness);
        windows.knowFrom(whole);
        return windows;
    }

    @Override
    public void knowFrom(long time) {
        whole = time;
        symbols.values().forEach(windows -> windows.knowFrom(time));
    }

    @Override
    public Collection<List<TradeMetricRow>> changed() {
        List<List<TradeMetricRow>> groups = new ArrayList<>();
        symbols.forEach((symbol, windows) -> {
            List<TradeMetricRow> rows = windows.changed().stream()
                    .map(changed -> new TradeMetricRow(
                            symbol,
                            length.code(),
                            changed.start(),
                            changed.window().metrics(),
                            changed.window().version()))
                    .toList();
            if (!rows.isEmpty()) {
                groups.add(rows);
            }
        });
        return groups;
    }

    @Override
    public void settle() {
        symbols.values().forEach(OpenWindows::settle);
    }

    @Override
    public int size() {
        return symbols.values().stream().mapToInt(OpenWindows::size).sum();
    }
}
