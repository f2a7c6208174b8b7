package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.WindowStream.Windows;
import io.candlestream.derive.metrics.CandleUpdate;
import io.candlestream.derive.metrics.CandleWindow;
import io.candlestream.derive.metrics.OpenWindows;
import io.candlestream.schema.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The open windows of all assets of a partition. */
final class MetricWindows implements Windows<KlineRow, MetricRow> {
    private static final BigDecimal UNKNOWN = BigDecimal.ONE.negate();

    private final Interval length;
    private final long millis;
    private final long lateness;
    private final Map<String, OfAsset> assets = new HashMap<>();
    private long whole = Long.MIN_VALUE;

    private record OfAsset(String symbol, OpenWindows<CandleUpdate, CandleWindow> windows) {}

    MetricWindows(Interval length, Duration lateness) {
        this.length = length;
        this.millis = length.longest().toMillis();
        this.lateness = lateness.toMillis();
    }

    @Override
    public OptionalLong add(KlineRow row) {
        return assets.computeIfAbsent(row.assetName(), name -> new OfAsset(row.symbol(), opened()))
                .windows()
                .add(update(row));
    }

    private OpenWindows<CandleUpdate, CandleWindow> opened() {
        OpenWindows<CandleUpdate, CandleWindow> windows = OpenWindows.ofCandles(millis, lateness);
        windows.knowFrom(whole);
        return windows;
    }

    @Override
    public void knowFrom(long time) {
        whole = time;
        assets.values().forEach(of -> of.windows().knowFrom(time));
    }

    private static CandleUpdate update(KlineRow row) {
        ExactNumbers exact = row.exact();
        return new CandleUpdate(
                row.eventTime().orElse(row.closeTime()),
                row.openTime(),
                row.closeTime(),
                row.closed(),
                row.lastTradeId().orElse(KlineRow.NO_TRADE),
                number(row.close(), exact.close()),
                number(row.quoteVolume(), exact.quoteVolume()),
                row.takerBuyQuoteVolume().isPresent()
                        ? number(row.takerBuyQuoteVolume().getAsDouble(), exact.takerBuyQuoteVolume())
                        : UNKNOWN);
    }

    private static BigDecimal number(double value, Optional<Decimal> exact) {
        return exact.isPresent() ? exact.get().toBigDecimal() : BigDecimal.valueOf(value);
    }

    @Override
    public Collection<List<MetricRow>> changed() {
        List<List<MetricRow>> groups = new ArrayList<>();
        assets.forEach((name, of) -> {
            List<MetricRow> rows = of.windows().changed().stream()
                    .map(changed -> new MetricRow(
                            name,
                            of.symbol(),
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
        assets.values().forEach(of -> of.windows().settle());
    }

    @Override
    public int size() {
        return assets.values().stream().mapToInt(of -> of.windows().size()).sum();
    }
}
