package io.candlestream.loader.archive;

import io.candlestream.schema.CandleTimes;
import io.candlestream.schema.CandleValues;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the rows of one archive file by their bytes, and refuses what is no candle of its name's symbol, interval and time: each in
 * its order, on the grid or counted as off it, possible by itself. A row that comes again with the same values counts once.
 */
final class KlineBytes {
    private static final String[] COLUMNS = ("open_time,open,high,low,close,volume,close_time,quote_volume,count,"
                    + "taker_buy_volume,taker_buy_quote_volume")
            .split(",", -1);
    private static final int[] DECIMALS = {1, 2, 3, 4, 5, 7, 9, 10};
    private static final int CLOSE_TIME = 6;
    private static final int COUNT = 8;
    /** A text of so many characters comes out of a double as it went in. */
    private static final int LONGEST_IN_DOUBLE = 15;
    /** In 1973, in milliseconds; in 2001, in microseconds. */
    private static final long LEAST_MILLIS = 100_000_000_000L;

    private static final long LEAST_MICROS = 1_000_000_000_000_000L;
    private static final long LEAST_NANOS = 100_000_000_000_000_000L;

    private final long from;
    private final long to;
    private final Interval interval;
    private final LineBytes lines;
    private final long madeAt;
    private final long now;
    private final CandleArrays candles;
    private final int[] starts = new int[COLUMNS.length];
    private final int[] ends = new int[COLUMNS.length];
    private final double[] values = new double[CandleArrays.VALUES];
    private Optional<Interval> shorter = Optional.empty();
    private long offGrid;

    /**
     * @param madeAt when the file was made, epoch milliseconds
     * @param room for so many candles without growing
     */
    KlineBytes(KlineFile file, LineBytes lines, long madeAt, int room) {
        this.interval = file.interval();
        this.from = interval.openOf(file.from());
        this.to = file.to();
        this.lines = lines;
        this.madeAt = madeAt;
        this.now = System.currentTimeMillis();
        this.candles = new CandleArrays(room);
    }

    /** @throws IOException with the line and the column that are refused, and why */
    CandleArrays read() throws IOException {
        while (lines.next()) {
            if (lines.end() > lines.start() && !isHeader()) {
                row();
            }
        }
        if (candles.size() == 0) {
            throw new IOException("no rows in it");
        }
        return candles;
    }

    /** How many open off the interval's grid, as some of 2017, 2018 and after halts do. */
    long offGrid() {
        return offGrid;
    }

    /** Only the first line may be one. */
    private boolean isHeader() throws IOException {
        byte first = lines.bytes()[lines.start()];
        if (lines.number() > 1 || (first >= '0' && first <= '9')) {
            return false;
        }
        String[] names = lines.text().split(",", -1);
        for (int i = 0; i < COLUMNS.length; i++) {
            if (i >= names.length || !names[i].equals(COLUMNS[i])) {
                throw refused("unknown header, " + column(i) + " is expected");
            }
        }
        return true;
    }

    private void row() throws IOException {
        cut();
        long openTime = time(0);
        long closeTime = time(CLOSE_TIME);
        for (int i = 0; i < DECIMALS.length; i++) {
            values[i] = decimal(DECIMALS[i]);
        }
        long count = whole(COUNT);
        checkTimes(openTime, closeTime);
        checkInterval(openTime, closeTime);
        checkValues(count);
        int last = candles.size() - 1;
        if (last >= 0 && openTime <= candles.openTime(last)) {
            requireRepetition(last, openTime, closeTime, (int) count);
            return;
        }
        if (!interval.opensAt(openTime)) {
            offGrid++;
        }
        candles.add(openTime, closeTime, Math.max(closeTime, madeAt), values, (int) count);
        keepExact(candles);
    }

    /** Of the few numbers that are so long that a double need not hold all of their digits. */
    private void keepExact(CandleArrays to) {
        for (int i = 0; i < DECIMALS.length; i++) {
            int column = DECIMALS[i];
            if (ends[column] - starts[column] > LONGEST_IN_DOUBLE) {
                to.keepExact(i, NumberBytes.exact(lines.bytes(), starts[column], ends[column]));
            }
        }
    }

    /** Finds the columns of the line; those behind the last one mean nothing. */
    private void cut() throws IOException {
        byte[] bytes = lines.bytes();
        int end = lines.end();
        int at = lines.start();
        for (int i = 0; i < COLUMNS.length; i++) {
            if (at > end) {
                throw refused(COLUMNS.length + " columns are needed, found " + i);
            }
            starts[i] = at;
            while (at < end && bytes[at] != ',') {
                at++;
            }
            ends[i] = at++;
        }
        for (; at < end; at++) {
            if (bytes[at] == 0) {
                throw refused("it is no text");
            }
            if (bytes[at] == '\r') { // behind it may be a row
                throw refused("a line ends with LF, or with CR and LF, and not with CR alone");
            }
        }
    }

    private long time(int column) throws IOException {
        long time = whole(column);
        if (time < LEAST_MILLIS || time >= LEAST_NANOS) {
            throw refused(column, "is no time in milliseconds or microseconds");
        }
        return time >= LEAST_MICROS ? time / 1000 : time;
    }

    private long whole(int column) throws IOException {
        try {
            return NumberBytes.whole(lines.bytes(), starts[column], ends[column]);
        } catch (NumberFormatException e) {
            throw refused(column, e.getMessage());
        }
    }

    private double decimal(int column) throws IOException {
        try {
            return NumberBytes.decimal(lines.bytes(), starts[column], ends[column]);
        } catch (NumberFormatException e) {
            throw refused(column, e.getMessage());
        }
    }

    private void checkTimes(long openTime, long closeTime) throws IOException {
        if (openTime < from || openTime >= to) {
            throw refused(0, "is outside of the time that the file's name says");
        }
        // Until 2017 a candle closed with the open of the next one.
        if (!CandleTimes.closesWithin(interval, openTime, closeTime - 1)) {
            throw refused(CLOSE_TIME, "is not within the " + interval.code() + " after the open time");
        }
        if (CandleTimes.isFromTheFuture(openTime, now)) {
            throw refused(0, "is to come");
        }
    }

    /** A candle may be cut by a halt of trading, but two in a row are not cut to one length: then the file is of another interval. */
    private void checkInterval(long openTime, long closeTime) throws IOException {
        if (closeTime + 1 == interval.endOf(openTime)) {
            shorter = Optional.empty();
            return;
        }
        Optional<Interval> own = Arrays.stream(Interval.values())
                .filter(other -> closeTime + 1 == other.endOf(openTime))
                .findFirst();
        int last = candles.size() - 1;
        if (own.isPresent() && own.equals(shorter) && last >= 0 && candles.closeTime(last) + 1 == openTime) {
            throw refused(
                    CLOSE_TIME, "makes candles of " + own.get().code() + ", the file's name says " + interval.code());
        }
        shorter = own;
    }

    private void checkValues(long count) throws IOException {
        Optional<CandleValues.Contradiction> found = new CandleValues(
                        values[CandleArrays.OPEN],
                        values[CandleArrays.HIGH],
                        values[CandleArrays.LOW],
                        values[CandleArrays.CLOSE],
                        values[CandleArrays.VOLUME],
                        values[CandleArrays.QUOTE_VOLUME],
                        values[CandleArrays.TAKER_BUY_VOLUME],
                        values[CandleArrays.TAKER_BUY_QUOTE_VOLUME],
                        count)
                .contradiction();
        if (found.isPresent()) {
            throw refused("no candle can have " + found.get().field() + " "
                    + found.get().value() + ": it " + found.get().why());
        }
    }

    private void requireRepetition(int last, long openTime, long closeTime, int count) throws IOException {
        CandleArrays again = new CandleArrays(1);
        again.add(openTime, closeTime, 0, values, count);
        keepExact(again);
        if (openTime < candles.openTime(last)) {
            throw refused("the row is older than the one before it");
        }
        if (!again.tellsTheSame(0, candles, last)) {
            throw refused("the row has the open time of the one before it and other values");
        }
    }

    private IOException refused(int column, String why) {
        String cell = lines.text()
                .substring(
                        starts[column] - lines.start(),
                        Math.min(ends[column] - lines.start(), lines.text().length()));
        return refused(column(column) + ": '" + cell + "' " + why);
    }

    private IOException refused(String why) {
        return new IOException("line " + lines.number() + ": " + why);
    }

    private static String column(int index) {
        return "column " + (index + 1) + " (" + COLUMNS[index] + ")";
    }
}
