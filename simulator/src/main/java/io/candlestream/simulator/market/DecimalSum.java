package io.candlestream.simulator.market;

import static io.candlestream.simulator.market.DecimalText.ONE;

/**
 * An exact sum of amounts, and of products of two, all in hundred-millionths and not negative; shown cut to eight decimals,
 * as the exchange does.
 */
final class DecimalSum {
    private long whole;
    /** In hundred-millionths, less than one. */
    private long fraction;
    /** In hundred-millionths of those, less than one. */
    private long rest;

    void add(long amount) {
        carry(amount / ONE, amount % ONE);
    }

    void addProduct(long a, long b) {
        long wholeOfA = a / ONE;
        long wholeOfB = b / ONE;
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
    }

    String text(DecimalText text) {
        return text.of(whole, fraction);
    }

    /** The text of this sum and {@code other} together. */
    String textWith(DecimalSum other, DecimalText text) {
        long units = fraction + other.fraction + (rest + other.rest) / ONE;
        return text.of(whole + other.whole + units / ONE, units % ONE);
    }
}
