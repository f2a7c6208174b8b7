package io.candlestream.tools.recompute;

import io.candlestream.derive.metrics.CandleWindow;
import java.math.BigDecimal;
import java.util.List;

/** Where metrics are stored, as the consumer stores them: of two computations of a row the one with the larger version stays. */
interface MetricTable {
    /** The columns of a row, but for its version. */
    List<String> COLUMNS = List.of(
            "asset_name",
            "interval",
            "timestamp",
            "symbol",
            "known_at",
            "avg_price",
            "min_price",
            "max_price",
            "current_price",
            "volatility",
            "total_usdt_volume",
            "avg_sentiment",
            "current_sentiment",
            "ticks");

    /**
     * Writes a window. All of one asset lie side by side, up to {@link #flush}.
     *
     * @param start epoch milliseconds
     */
    void write(String asset, String symbol, long start, CandleWindow window);

    /** Returns when all are stored. */
    void flush();

    /** How many were. */
    long written();

    /** A number as the consumer writes it: one value has one form. */
    static BigDecimal shortest(BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }
}
