package io.candlestream.simulator.market;

import static io.candlestream.simulator.market.DecimalText.ONE;

import java.math.BigDecimal;

/**
 * An exact sum of amounts, and of products of two, all in hundred-millionths and not negative; shown cut to eight decimals,
 * as the exchange does. What is usual is added as longs; what they cannot hold, apart.
 */
final class DecimalSum {
    /** The product of two whole numbers below this leaves a long room for a sum. */
    private static final long FACTOR = 1L << 30;

    private static final long FULL = 1L << 61;

    private BigDecimal large = BigDecimal.ZERO;
    private long whole;
    /** In hundred-millionths, less than one. */
    private long fraction;
    /** In hundred-millionths of those, less than one. */
    private long rest;

    void add(long amount) {
        carry(amount / ONE, amount % ONE);
    }

    void add(BigDecimal amount) {
        large = large.add(amount);
    }

    void addProduct(long a, long b) {
        long wholeOfA = a / ONE;
        long wholeOfB = b / ONE;
        if (wholeOfA >= FACTOR || wholeOfB >= FACTOR) {
            add(MarketTrade.decimal(a).multiply(MarketTrade.decimal(b)));
            return;
        }
        long fractionOfA = a % ONE;
        long fractionOfB = b % ONE;
        long smallest = rest + fractionOfA * fractionOfB;
        rest = smallest % ONE;
        carry(wholeOfA * wholeOfB, wholeOfA * fractionOfB + fractionOfA * wholeOfB + smallest / ONE);
    }

    private void carry(long wholes, long units) {
        long sum = fraction + units;
        fraction = sum % ONE;
        whole += wholes + sum / ONE;
        if (whole >= FULL) {
            add(BigDecimal.valueOf(whole));
            whole = 0;
        }
    }

    private BigDecimal exact() {
        return large.add(BigDecimal.valueOf(whole))
                .add(BigDecimal.valueOf(fraction, DecimalText.DECIMALS))
                .add(BigDecimal.valueOf(rest, 2 * DecimalText.DECIMALS));
    }

    String text(DecimalText text) {
        return large.signum() == 0 ? text.of(whole, fraction) : MarketTrade.text(exact());
    }

    /** The text of this sum and {@code other} together. */
    String textWith(DecimalSum other, DecimalText text) {
        if (large.signum() > 0 || other.large.signum() > 0) {
            return MarketTrade.text(exact().add(other.exact()));
        }
        long units = fraction + other.fraction + (rest + other.rest) / ONE;
        return text.of(whole + other.whole + units / ONE, units % ONE);
    }
}
