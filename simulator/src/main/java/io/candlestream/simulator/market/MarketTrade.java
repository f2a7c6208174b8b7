package io.candlestream.simulator.market;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A trade of the market.
 *
 * @param id those of a symbol follow each other
 * @param time when it was made, epoch milliseconds
 * @param eventTime when the exchange says it, epoch milliseconds
 * @param priceUnits in hundred-millionths, as are {@code quantityUnits}
 * @param large the quantity where it is too large for {@code quantityUnits}, which are 0 then; else zero
 * @param takerBuys whether the buyer took the order from the book
 */
public record MarketTrade(
        String symbol,
        long id,
        long time,
        long eventTime,
        long priceUnits,
        long quantityUnits,
        BigDecimal large,
        boolean takerBuys)
        implements MarketEvent {
    /** Digits of a quantity before the point. */
    private static final int MOST_DIGITS = 20;

    private static final String PRICE = "price: a number from 0 to 92233720368 with at most 8 decimals is needed";
    private static final String QUANTITY =
            "quantity: a number from 0 on with at most 20 digits before the point and 8 behind it is needed";

    /** One of up to 92,233,720,368 of the base asset. */
    public MarketTrade(
            String symbol, long id, long time, long eventTime, long priceUnits, long quantityUnits, boolean takerBuys) {
        this(symbol, id, time, eventTime, priceUnits, quantityUnits, BigDecimal.ZERO, takerBuys);
    }

    /** One of any size; {@code quantity} has eight decimals. */
    static MarketTrade of(
            String symbol,
            long id,
            long time,
            long eventTime,
            long priceUnits,
            BigDecimal quantity,
            boolean takerBuys) {
        boolean isLarge = quantity.unscaledValue().bitLength() >= Long.SIZE;
        return new MarketTrade(
                symbol,
                id,
                time,
                eventTime,
                priceUnits,
                isLarge ? 0 : quantity.unscaledValue().longValue(),
                isLarge ? quantity : BigDecimal.ZERO,
                takerBuys);
    }

    /**
     * One with price and quantity as decimal texts.
     *
     * @throws IllegalArgumentException when one of them is no number, negative, or finer or larger than what can be told so
     */
    public static MarketTrade of(
            String symbol, long id, long time, long eventTime, String price, String quantity, boolean takerBuys) {
        BigDecimal exact = number(price, Long.SIZE - 1, PRICE);
        return of(
                symbol,
                id,
                time,
                eventTime,
                exact.unscaledValue().longValue(),
                number(quantity, Integer.MAX_VALUE, QUANTITY),
                takerBuys);
    }

    /** With eight decimals. */
    private static BigDecimal number(String text, int mostBits, String needed) {
        try {
            BigDecimal told = new BigDecimal(text);
            BigDecimal number = told.scale() > DecimalText.DECIMALS ? told.stripTrailingZeros() : told;
            if (number.signum() >= 0
                    && number.scale() <= DecimalText.DECIMALS
                    && (long) number.precision() - number.scale() <= MOST_DIGITS) {
                BigDecimal exact = number.setScale(DecimalText.DECIMALS);
                if (exact.unscaledValue().bitLength() <= mostBits) {
                    return exact;
                }
            }
        } catch (NumberFormatException e) {
            // No number: refused like one that is too large.
        }
        throw new IllegalArgumentException("'" + text + "' is no " + needed);
    }

    public BigDecimal price() {
        return decimal(priceUnits);
    }

    public BigDecimal quantity() {
        return large.signum() == 0 ? decimal(quantityUnits) : large;
    }

    /** The number of {@code units} hundred-millionths. */
    public static BigDecimal decimal(long units) {
        return BigDecimal.valueOf(units, DecimalText.DECIMALS);
    }

    /** What it cost, exactly. */
    public BigDecimal quoteQuantity() {
        return price().multiply(quantity());
    }

    /** A number as the exchange shows it. */
    public static String text(BigDecimal number) {
        return number.setScale(DecimalText.DECIMALS, RoundingMode.DOWN).toPlainString();
    }
}
