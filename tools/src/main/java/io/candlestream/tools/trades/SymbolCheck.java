package io.candlestream.tools.trades;

import io.candlestream.history.PastTrade;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.trades.TradeReport.SymbolReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Walks along one symbol's stored trades and makes the candles of them. */
final class SymbolCheck implements StoredWalk.Check<StoredTrade> {
    private static final long HOUR = 3_600_000;
    /** What is shown of a product may be cut or rounded to eight decimals. */
    private static final BigDecimal LAST_DECIMAL = new BigDecimal("0.00000001");

    private final String symbol;
    private final Interval interval;
    private final IdCheck<StoredTrade, PastTrade> ids;
    private final LongFunction<Optional<StoredRow>> candles;
    private final Consumer<String> differences;
    private Optional<TradedCandle> candle = Optional.empty();
    /** Whether all trades of the candle are known: not of the first one, which began before the first trade. */
    private boolean whole;

    private long compared;
    private long differingCandles;

    /** @param candles the stored candle that opens at a time, epoch milliseconds */
    SymbolCheck(
            String symbol,
            Interval interval,
            SourceById<PastTrade> exchange,
            LongFunction<Optional<StoredRow>> candles,
            Consumer<String> differences) {
        this.symbol = symbol;
        this.interval = interval;
        this.ids = new IdCheck<>(symbol, exchange, SymbolCheck::isEqual, id -> false, differences);
        this.candles = candles;
        this.differences = differences;
    }

    @Override
    public IdCheck<StoredTrade, PastTrade> ids() {
        return ids;
    }

    @Override
    public void take(StoredTrade trade) {
        boolean follows = ids.take(trade);
        whole = whole && follows;
        long open = interval.openOf(trade.time());
        if (candle.isEmpty() || candle.get().openTime() != open) {
            boolean complete = whole;
            candle.filter(made -> complete).ifPresent(this::compare);
            // The first trade of the next candle is known to be that only when the one before it is there.
            whole = follows;
            candle = Optional.of(new TradedCandle(open, trade));
        }
        candle.get().add(trade);
    }

    private static boolean isEqual(StoredTrade trade, PastTrade told) {
        BigDecimal cost = trade.price().multiply(trade.quantity());
        return trade.price().compareTo(new BigDecimal(told.price())) == 0
                && trade.quantity().compareTo(new BigDecimal(told.quantity())) == 0
                && trade.quoteQuantity().compareTo(cost) == 0
                && cost.subtract(new BigDecimal(told.quoteQuantity())).abs().compareTo(LAST_DECIMAL) < 0
                && trade.time() == told.time()
                && trade.hour() == told.time() - Math.floorMod(told.time(), HOUR)
                && trade.buyerMaker() == told.buyerMaker();
    }

    private void compare(TradedCandle made) {
        Optional<StoredRow> row = candles.apply(made.openTime());
        if (row.isEmpty()) {
            return; // The proof of the candles says so.
        }
        compared++;
        List<String> columns = made.differing(row.get());
        if (!columns.isEmpty()) {
            differingCandles++;
            differences.accept("candle  " + symbol + "  " + Instant.ofEpochMilli(made.openTime()) + "  "
                    + String.join("; ", columns));
        }
    }

    SymbolReport report() {
        return SymbolReport.of(symbol, ids.counts(), compared, differingCandles);
    }
}
