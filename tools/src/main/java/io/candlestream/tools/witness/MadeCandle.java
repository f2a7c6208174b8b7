package io.candlestream.tools.witness;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A candle that is made of others, or of trades, by exact sums: open of the first, close of the last, the highest and the lowest price, sums
 * of volumes and trades.
 *
 * <p>The exchange shows eight decimals. A double below 2^26 tells them exactly; above that each one may be half a unit of its last place
 * away, and so much may the sum. A product of price and quantity may have more decimals: what is shown of it is cut, so where a
 * quote volume uses its eighth decimal, sums may be away by one of it for each candle but one.
 */
final class MadeCandle {
    /** Below it doubles are nearer to each other than eight decimals are. */
    private static final double EXACT_DOUBLES = 1L << 26;

    private static final int DECIMALS = 8;
    private static final BigDecimal LAST_DECIMAL = BigDecimal.ONE.movePointLeft(DECIMALS);
    private static final int OPEN = 0;
    private static final int HIGH = 1;
    private static final int LOW = 2;
    private static final int CLOSE = 3;
    private static final int VOLUME = 4;
    private static final int QUOTE_VOLUME = 5;
    private static final int TAKER_VOLUME = 6;
    private static final int TAKER_QUOTE_VOLUME = 7;

    private final long openTime;
    private final BigDecimal[] numbers = new BigDecimal[ToldCandle.COLUMNS.size()];
    /** How far the number may be from what the exchange knows. */
    private final BigDecimal[] bounds = new BigDecimal[ToldCandle.COLUMNS.size()];
    /** Where something was absent nothing is known. */
    private final boolean[] unknown = new boolean[ToldCandle.COLUMNS.size()];

    private int parts;
    private long trades;
    private long firstId = -1;
    private long lastId = -1;
    private boolean idsKnown = true;

    /** @param openTime epoch milliseconds */
    MadeCandle(long openTime) {
        this.openTime = openTime;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = BigDecimal.ZERO;
            bounds[i] = BigDecimal.ZERO;
        }
    }

    /** The same as {@code told}. */
    static MadeCandle of(ToldCandle told) {
        MadeCandle made = new MadeCandle(told.openTime());
        made.add(told);
        return made;
    }

    long openTime() {
        return openTime;
    }

    long trades() {
        return trades;
    }

    BigDecimal volume() {
        return numbers[VOLUME];
    }

    /** The next candle within this one. */
    void add(ToldCandle part) {
        parts++;
        for (int column = 0; column < numbers.length; column++) {
            Number value = part.numbers().get(column);
            if (value instanceof Double number && !Double.isFinite(number)) {
                unknown[column] = true;
            } else {
                take(column, exact(value), bound(value));
            }
        }
        trades += part.trades();
        if (part.trades() > 0) {
            idsKnown &= part.firstId() >= 0;
            firstId = firstId < 0 ? part.firstId() : firstId;
            lastId = part.lastId();
        }
    }

    /**
     * The next trade within this one, or several of one price that one order took.
     *
     * @param first the id of the first of them, {@code last} that of the last
     */
    void addTrades(BigDecimal price, BigDecimal quantity, boolean buyerMaker, long first, long last) {
        parts++;
        BigDecimal quote = price.multiply(quantity);
        for (int column = OPEN; column <= CLOSE; column++) {
            take(column, price, BigDecimal.ZERO);
        }
        take(VOLUME, quantity, BigDecimal.ZERO);
        take(QUOTE_VOLUME, quote, BigDecimal.ZERO);
        if (!buyerMaker) {
            take(TAKER_VOLUME, quantity, BigDecimal.ZERO);
            take(TAKER_QUOTE_VOLUME, quote, BigDecimal.ZERO);
        }
        trades += last - first + 1;
        firstId = firstId < 0 ? first : firstId;
        lastId = last;
    }

    private void take(int column, BigDecimal value, BigDecimal bound) {
        switch (column) {
            case OPEN -> numbers[column] = parts == 1 ? value : numbers[column];
            case HIGH -> numbers[column] = parts == 1 ? value : numbers[column].max(value);
            case LOW -> numbers[column] = parts == 1 ? value : numbers[column].min(value);
            case CLOSE -> numbers[column] = value;
            default -> {
                numbers[column] = numbers[column].add(value);
                bounds[column] = bounds[column].add(bound).add(cut(column, value));
            }
        }
    }

    /** What may have been cut of a quote volume. */
    private BigDecimal cut(int column, BigDecimal value) {
        boolean quote = column == QUOTE_VOLUME || column == TAKER_QUOTE_VOLUME;
        return quote && parts > 1 && value.stripTrailingZeros().scale() >= DECIMALS ? LAST_DECIMAL : BigDecimal.ZERO;
    }

    private static BigDecimal exact(Number value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        BigDecimal number = new BigDecimal(value.doubleValue());
        return Math.abs(value.doubleValue()) < EXACT_DOUBLES
                ? number.setScale(DECIMALS, RoundingMode.HALF_EVEN)
                : number;
    }

    private static BigDecimal bound(Number value) {
        return value instanceof BigDecimal || Math.abs(value.doubleValue()) < EXACT_DOUBLES
                ? BigDecimal.ZERO
                : new BigDecimal(Math.ulp(value.doubleValue()) / 2);
    }

    /** What differs from {@code told}: prices, volumes, the number of trades, and their ids where both know them. */
    List<Disagreement> differing(String witnesses, String asset, ToldCandle told) {
        List<Disagreement> differing = differingNumbers(witnesses, asset, told);
        if (trades != told.trades()) {
            differing.add(disagreement(witnesses, asset, "trades", trades, told.trades()));
        }
        if (idsKnown && firstId >= 0 && told.firstId() >= 0) {
            if (firstId != told.firstId()) {
                differing.add(disagreement(witnesses, asset, "first_trade_id", firstId, told.firstId()));
            }
            if (lastId != told.lastId()) {
                differing.add(disagreement(witnesses, asset, "last_trade_id", lastId, told.lastId()));
            }
        }
        return differing;
    }

    /** That nothing makes {@code told}, which has trades. */
    Disagreement noTrades(String witnesses, String asset, ToldCandle told) {
        return disagreement(witnesses, asset, "trades", trades, told.trades());
    }

    /** What differs from {@code told} of prices and volumes. */
    List<Disagreement> differingNumbers(String witnesses, String asset, ToldCandle told) {
        List<Disagreement> differing = new ArrayList<>();
        for (int column = 0; column < numbers.length; column++) {
            Number value = told.numbers().get(column);
            boolean absent = value instanceof Double number && !Double.isFinite(number);
            if (unknown[column] && absent) {
                continue;
            }
            if (unknown[column] || absent || !isEqual(column, value)) {
                differing.add(disagreement(
                        witnesses,
                        asset,
                        ToldCandle.COLUMNS.get(column),
                        unknown[column] ? "absent" : text(numbers[column]),
                        absent ? "absent" : text(exact(value))));
            }
        }
        return differing;
    }

    /** What is made of products of trades is cut at eight decimals, as it is shown. */
    private boolean isEqual(int column, Number told) {
        BigDecimal made = numbers[column];
        BigDecimal shown = made.scale() > DECIMALS ? made.setScale(DECIMALS, RoundingMode.DOWN) : made;
        if (told instanceof BigDecimal number && (number.compareTo(shown) == 0 || number.compareTo(made) == 0)) {
            return true;
        }
        if (told instanceof Double number && (number == shown.doubleValue() || number == made.doubleValue())) {
            return true;
        }
        BigDecimal room = bounds[column].signum() == 0 ? BigDecimal.ZERO : bounds[column].add(bound(told));
        return exact(told).subtract(made).abs().compareTo(room) <= 0;
    }

    private Disagreement disagreement(String witnesses, String asset, String column, Object made, Object told) {
        return new Disagreement(
                witnesses,
                asset,
                Instant.ofEpochMilli(openTime).toString(),
                column,
                String.valueOf(made),
                String.valueOf(told));
    }

    private static String text(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() > 2 * DECIMALS
                ? shortest.setScale(2 * DECIMALS, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString()
                : shortest.toPlainString();
    }
}
