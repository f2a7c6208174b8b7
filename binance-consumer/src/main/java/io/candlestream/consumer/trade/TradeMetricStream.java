package io.candlestream.consumer.trade;

import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.consumer.stream.WindowStream;
import io.candlestream.consumer.window.SymbolWindows;
import io.candlestream.derive.metrics.OpenWindows;
import io.candlestream.derive.metrics.TradeWindow.Trade;
import io.candlestream.schema.RecordSchema;
import io.candlestream.schema.SlidingWindows;
import java.time.Duration;
import java.util.List;

/**
 * The metrics of the trades in windows of time: prices, volumes of both sides, and which trades they are.
 *
 * @param time how long a window is, and how long after one the next begins
 * @param lateness how long after its end, by the trades' own time, a window takes more of them
 * @param table the name of the table that holds them
 */
record TradeMetricStream(TradeStream trades, SlidingWindows time, Duration lateness, String table)
        implements WindowStream<TradeRow, TradeMetricRow> {
    @Override
    public RowLayout<TradeMetricRow> layout() {
        return new RowLayout<>(
                "trade_metrics",
                table,
                TradeMetricRow.FIELDS,
                List.of("symbol", "interval"),
                "timestamp",
                List.of("symbol", "timestamp", "vwap", "current_price", "quote_volume", "trades"));
    }

    @Override
    public StreamType<TradeRow> updates() {
        return trades;
    }

    @Override
    public String asset(TradeRow trade) {
        return trade.symbol();
    }

    @Override
    public long time(TradeRow update) {
        return update.tradeTime();
    }

    @Override
    public Windows<TradeRow, TradeMetricRow> open() {
        return new SymbolWindows<>(
                TradeRow::symbol,
                TradeMetricStream::update,
                TradeRow::collectedAt,
                () -> OpenWindows.ofTrades(time.lengthMillis(), time.slideMillis(), lateness.toMillis()),
                (trade, changed) -> new TradeMetricRow(
                        trade.symbol(),
                        time.code(),
                        changed.start(),
                        changed.window().metrics(),
                        changed.window().version()));
    }

    private static Trade update(TradeRow row) {
        return new Trade(
                row.tradeId(),
                row.tradeTime(),
                row.price().toBigDecimal(),
                row.quantity().toBigDecimal(),
                row.buyerMaker(),
                RecordSchema.rank(row.source()));
    }
}
