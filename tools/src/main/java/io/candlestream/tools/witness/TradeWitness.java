package io.candlestream.tools.witness;

import io.candlestream.history.LookAhead;
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
    private Window next(Optional<TradedRow> before, LookAhead<TradedRow> rows) {
        TradedRow first = rows.next();
        long open = interval.openOf(first.time());
        MadeCandle made = new MadeCandle(open);
        boolean whole = before.filter(first::follows).isPresent();
        TradedRow last = first;
        add(made, first);
        while (rows.peek()
                .filter(row -> row.time() >= open && row.time() < interval.endOf(open))
                .isPresent()) {
            TradedRow row = rows.next();
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

    /**
     * @param trades in the order of their ids
     * @param candles closed ones that open from {@code from} until {@code to}, epoch milliseconds: there each candle of whole trades has to be
     */
    void run(Iterator<TradedRow> trades, Iterator<ToldCandle> candles, long from, long to) {
        LookAhead<TradedRow> rows = LookAhead.of(trades);
        LookAhead<ToldCandle> told = LookAhead.of(candles);
        Optional<TradedRow> before = Optional.empty();
        while (rows.hasNext()) {
            Window window = next(before, rows);
            long open = window.made().openTime();
            while (told.peek().filter(candle -> candle.openTime() < open).isPresent()) {
                judgeEmpty(told.next(), before.isPresent());
            }
            if (told.peek().filter(candle -> candle.openTime() == open).isPresent()) {
                judge(window, told.next(), before.isPresent() && rows.hasNext());
            } else if (window.inner() && open >= from && interval.endOf(open) <= to) {
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
