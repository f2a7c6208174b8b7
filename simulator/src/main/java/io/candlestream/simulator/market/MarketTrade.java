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
 * @param takerBuys whether the buyer took the order from the book
 */
public record MarketTrade(
        String symbol, long id, long time, long eventTime, long priceUnits, long quantityUnits, boolean takerBuys)
        implements MarketEvent {

    public BigDecimal price() {
        return decimal(priceUnits);
    }

    public BigDecimal quantity() {
        return decimal(quantityUnits);
    }

    /** The number of {@code units} hundred-millionths. */
    public static BigDecimal decimal(long units) {
        return BigDecimal.valueOf(units, DecimalText.DECIMALS);
    }

    /**
     * How many hundred-millionths {@code decimal} is.
     *
     * @throws IllegalArgumentException when it is no number, negative, or finer or larger than what can be told so
     */
    public static long units(String decimal) {
        try {
            BigDecimal units = new BigDecimal(decimal).movePointRight(DecimalText.DECIMALS);
            if (units.signum() >= 0) {
                return units.longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Too long, or no number: refused like a negative one.
        }
        throw new IllegalArgumentException("'" + decimal + "' is no number from 0 on with at most 8 decimals");
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
