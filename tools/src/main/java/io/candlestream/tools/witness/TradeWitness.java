package io.candlestream.tools.witness;

import io.candlestream.schema.Interval;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Candles that stored trades make, against the stored candles, both oldest first and neither wholly in memory. The trades of a candle are
 * whole when their ids go on from the trade before it to the one behind it without a break, or when they are as many as the candle says.
 * Of the first and the last candle, whose other trades may never have been stored, it says so; any other that has fewer trades than it
 * says disagrees with them.
 *
 * @param numbersOnly whether prices and volumes alone are compared: of aggregate trades
 */
record TradeWitness(Interval interval, boolean numbersOnly, Testimonies.Pair pair, String witnesses, String asset) {
    private record Window(MadeCandle made, TradedRow first, TradedRow last, boolean inner) {}

    /** The trades of the next candle; {@code before} is the trade in front of them. */
    private Window next(Optional<TradedRow> before, Ahead rows) {
        TradedRow first = rows.take();
        long open = interval.openOf(first.time());
        MadeCandle made = new MadeCandle(open);
        boolean whole = before.filter(first::follows).isPresent();
        TradedRow last = first;
        add(made, first);
        while (rows.isIn(open, interval.endOf(open))) {
            TradedRow row = rows.take();
            whole &= row.follows(last);
            add(made, row);
            last = row;
        }
        TradedRow end = last;
        return new Window(
                made,
                first,
                last,
                whole && rows.peek().filter(behind -> behind.follows(end)).isPresent());
    }

    private static void add(MadeCandle made, TradedRow row) {
        made.addTrades(row.price(), row.quantity(), row.buyerMaker(), row.first(), row.last());
    }

    /** The trades that come, one of them ahead. */
    private static final class Ahead {
        private final Iterator<TradedRow> rows;
        private Optional<TradedRow> ahead;

        Ahead(Iterator<TradedRow> rows) {
            this.rows = rows;
            this.ahead = read();
        }

        private Optional<TradedRow> read() {
            return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
        }

        Optional<TradedRow> peek() {
            return ahead;
        }

        boolean isIn(long from, long to) {
            return ahead.filter(row -> row.time() >= from && row.time() < to).isPresent();
        }

        TradedRow take() {
            TradedRow taken = ahead.orElseThrow();
            ahead = read();
            return taken;
        }
    }

    /**
     * @param trades in the order of their ids
     * @param candles closed ones that open from {@code from} until {@code to}, epoch milliseconds: there each candle of whole trades has to be
     */
    void run(Iterator<TradedRow> trades, Iterator<ToldCandle> candles, long from, long to) {
        Ahead rows = new Ahead(trades);
        Optional<ToldCandle> told = candles.hasNext() ? Optional.of(candles.next()) : Optional.empty();
        Optional<TradedRow> before = Optional.empty();
        while (rows.peek().isPresent()) {
            Window window = next(before, rows);
            while (told.isPresent() && told.get().openTime() < window.made().openTime()) {
                judgeEmpty(told.get(), before.isPresent());
                told = candles.hasNext() ? Optional.of(candles.next()) : Optional.empty();
            }
            if (told.isPresent() && told.get().openTime() == window.made().openTime()) {
                judge(window, told.get(), before.isPresent() && rows.peek().isPresent());
                told = candles.hasNext() ? Optional.of(candles.next()) : Optional.empty();
            } else if (window.inner()
                    && window.made().openTime() >= from
                    && interval.endOf(window.made().openTime()) <= to) {
                pair.absent(window.made());
            }
            before = Optional.of(window.last());
        }
        pair.end();
    }

    private void judge(Window window, ToldCandle told, boolean between) {
        MadeCandle made = window.made();
        List<Disagreement> differing =
                numbersOnly ? made.differingNumbers(witnesses, asset, told) : made.differing(witnesses, asset, told);
        if (window.inner() || made.trades() == told.trades() || differing.isEmpty() || between) {
            pair.compared(differing);
        } else {
            pair.gap(made.openTime(), made.trades(), Math.max(told.trades(), made.trades() + 1));
        }
    }

    /** A candle for which no trade is stored. */
    private void judgeEmpty(ToldCandle told, boolean between) {
        if (told.trades() > 0 && between) {
            MadeCandle nothing = new MadeCandle(told.openTime());
            pair.compared(List.of(nothing.noTrades(witnesses, asset, told)));
        }
    }
}
