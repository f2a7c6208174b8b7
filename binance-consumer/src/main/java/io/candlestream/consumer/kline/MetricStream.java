package io.candlestream.consumer.kline;

import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.consumer.stream.WindowStream;
import io.candlestream.consumer.window.SymbolWindows;
import io.candlestream.derive.metrics.CandleUpdate;
import io.candlestream.derive.metrics.OpenWindows;
import io.candlestream.schema.SlidingWindows;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The metrics of the updates of candles in windows of time: prices, volume and the pressure of the takers.
 *
 * @param klines candles of which each lies within each window that holds a moment of it
 * @param time how long a window is, and how long after one the next begins
 * @param lateness how long after its end, by the updates' own time, a window takes more of them
 * @param table the name of the table that holds them
 */
record MetricStream(KlineStream klines, SlidingWindows time, Duration lateness, String table)
        implements WindowStream<KlineRow, MetricRow> {
    private static final BigDecimal UNKNOWN = BigDecimal.ONE.negate();

    @Override
    public RowLayout<MetricRow> layout() {
        return new RowLayout<>(
                "metrics",
                table,
                MetricRow.FIELDS,
                List.of("asset_name", "interval"),
                "timestamp",
                List.of("asset_name", "timestamp", "avg_price", "current_price", "total_usdt_volume", "ticks"));
    }

    @Override
    public StreamType<KlineRow> updates() {
        return klines;
    }

    @Override
    public String asset(KlineRow update) {
        return update.assetName();
    }

    @Override
    public long time(KlineRow update) {
        return Math.min(update.eventTime().orElse(update.closeTime()), update.closeTime());
    }

    @Override
    public Windows<KlineRow, MetricRow> open() {
        return new SymbolWindows<>(
                this::asset,
                MetricStream::update,
                KlineRow::collectedAt,
                () -> OpenWindows.ofCandles(time.lengthMillis(), time.slideMillis(), lateness.toMillis()),
                (candle, changed) -> new MetricRow(
                        candle.assetName(),
                        candle.symbol(),
                        time.code(),
                        changed.start(),
                        changed.window().metrics(),
                        changed.window().version()));
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
        return exact.or(() -> Decimal.of(value)).map(Decimal::toBigDecimal).orElseGet(() -> BigDecimal.valueOf(value));
    }
}
