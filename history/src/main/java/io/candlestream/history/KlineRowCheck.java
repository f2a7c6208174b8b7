package io.candlestream.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.candlestream.schema.Interval;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Whether the rows of one answer can be what was asked for: none is believed when one of them cannot. */
final class KlineRowCheck {
    private static final int COLUMNS = 11;
    private static final int[] WHOLE = {0, 6, 8};
    private static final int[] DECIMAL = {1, 2, 3, 4, 5, 7, 9, 10};
    private static final Pattern NUMBER = Pattern.compile("\\d{1,30}(\\.\\d{1,30})?");

    private final Interval interval;
    private final long to;
    private final int most;
    private long least;
    private int rows;

    /**
     * @param from the first open time that was asked for, epoch milliseconds; {@code to} the last
     * @param most how many rows were asked for
     */
    KlineRowCheck(Interval interval, long from, long to, int most) {
        this.interval = interval;
        this.least = from;
        this.to = to;
        this.most = most;
    }

    /** @throws IllegalArgumentException saying why {@code row} cannot be the next one */
    void take(JsonNode row) {
        rows++;
        refuseIf(rows > most, "more rows than the " + most + " that were asked for");
        refuseIf(!row.isArray() || row.size() < COLUMNS, "not klines");
        for (int column : WHOLE) {
            refuseIf(!row.get(column).isIntegralNumber() || !row.get(column).canConvertToLong(), "not klines");
        }
        for (int column : DECIMAL) {
            JsonNode cell = row.get(column);
            refuseIf(
                    !cell.isTextual() || !NUMBER.matcher(cell.textValue()).matches(), "a price or volume is no number");
        }
        times(row.get(0).asLong(), row.get(6).asLong());
        values(row);
    }

    /** Until 2017 a candle's close time was the next one's open time. */
    private void times(long open, long close) {
        refuseIf(open < least, "not klines in the order of time");
        refuseIf(open > to, "a kline that opens later than was asked for");
        refuseIf(close < open || close > interval.endOf(open), "a close time outside of the kline");
        least = open + 1;
    }

    private static void values(JsonNode row) {
        BigDecimal high = decimal(row, 2);
        BigDecimal low = decimal(row, 3);
        for (int column : new int[] {1, 4}) {
            BigDecimal price = decimal(row, column);
            refuseIf(price.compareTo(low) < 0 || price.compareTo(high) > 0, "a price above the high or below the low");
        }
        refuseIf(row.get(8).asLong() < 0, "a negative number of trades");
    }

    private static BigDecimal decimal(JsonNode row, int column) {
        return new BigDecimal(row.get(column).textValue());
    }

    private static void refuseIf(boolean wrong, String why) {
        if (wrong) {
            throw new IllegalArgumentException(why);
        }
    }
}
