package io.candlestream.tools.trades;

import io.candlestream.history.PastTrade;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.trades.TradeReport.SymbolReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Walks along one symbol's stored trades in the order of their ids, none of which may be missing. */
final class SymbolCheck {
    private static final long HOUR = 3_600_000;
    /** What is shown of a product may be cut or rounded to eight decimals. */
    private static final BigDecimal LAST_DECIMAL = new BigDecimal("0.00000001");

    private final String symbol;
    private final Interval interval;
    private final TradeSource exchange;
    private final LongFunction<Optional<StoredRow>> candles;
    private final Consumer<String> differences;
    private Optional<TradedCandle> candle = Optional.empty();
    /** Whether all trades of the candle are known: not of the first one, which began before the first trade. */
    private boolean whole;

    /** The id that comes next where none is missing. */
    private OptionalLong next = OptionalLong.empty();

    private long first;
    private long last;
    private long stored;
    private long missing;
    private long extra;
    private long differing;
    private long epochs;
    private long compared;
    private long differingCandles;

    /** @param candles the stored candle that opens at a time, epoch milliseconds */
    SymbolCheck(
            String symbol,
            Interval interval,
            TradeSource exchange,
            LongFunction<Optional<StoredRow>> candles,
            Consumer<String> differences) {
        this.symbol = symbol;
        this.interval = interval;
        this.exchange = exchange;
        this.candles = candles;
        this.differences = differences;
    }

    /** The first trade has to be {@code id}, or one before it. */
    void expectFirst(long id) {
        next = OptionalLong.of(id);
    }

    /** The last trade has to be {@code id}, or one behind it. */
    void expectLast(long id) {
        missingUntil(id);
    }

    void take(StoredTrade trade) {
        if (stored == 0) {
            first = trade.id();
        } else if (trade.id() <= last) {
            epochs++;
            whole = false;
        }
        missingUntil(trade.id() - 1);
        stored++;
        compare(trade);
        addToCandle(trade);
        last = trade.id();
        next = OptionalLong.of(last + 1);
    }

    private void missingUntil(long id) {
        if (next.isPresent() && next.getAsLong() <= id) {
            missing += id - next.getAsLong() + 1;
            whole = false;
            differences.accept("missing  " + symbol + "  ids " + next.getAsLong() + " to " + id);
        }
    }

    private void compare(StoredTrade trade) {
        Optional<PastTrade> told = exchange.trade(trade.id());
        if (told.isEmpty()) {
            extra++;
            differences.accept("extra  " + symbol + "  id " + trade.id());
        } else if (!isEqual(trade, told.get())) {
            differing++;
            differences.accept("value  " + symbol + "  stored " + trade + ", expected " + told.get());
        }
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

    private void addToCandle(StoredTrade trade) {
        long open = interval.openOf(trade.time());
        if (candle.isEmpty() || candle.get().openTime() != open) {
            boolean complete = whole;
            candle.filter(made -> complete).ifPresent(this::compare);
            // The first trade of the next candle is known to be that only when the one before it is there.
            whole = stored > 1 && trade.id() == last + 1;
            candle = Optional.of(new TradedCandle(open, trade));
        }
        candle.get().add(trade);
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
        return new SymbolReport(
                symbol, first, last, stored, missing, extra, differing, epochs, compared, differingCandles);
    }
}
