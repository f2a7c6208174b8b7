package io.candlestream.schema;

import java.util.Optional;

/**
 * The values of a candle, and what no candle can hold: the one definition by which the producer leaves a place open and the
 * consumer refuses a record. An absent taker volume counts as 0.
 *
 * @param trades how many
 */
public record CandleValues(
        double open,
        double high,
        double low,
        double close,
        double volume,
        double quoteVolume,
        double takerBuyVolume,
        double takerBuyQuoteVolume,
        long trades) {
    /** Volumes are sums that their sources round on their own. */
    private static final double ROUNDING = 1 + 1e-9;
    /** No price, and no sum of what was traded, comes near; the exact decimals of the stores hold what is below. */
    public static final double TOO_LARGE = 1e20;

    /** What cannot be; each is a reason of the consumer's of the same name. */
    public enum Fault {
        NOT_A_NUMBER,
        PRICE_NOT_POSITIVE,
        PRICE_OUT_OF_RANGE,
        BAD_VOLUME,
        BAD_TRADE_COUNT
    }

    /**
     * A value that cannot be.
     *
     * @param field of the topic's record
     * @param why for a person, to follow field and value
     */
    public record Contradiction(Fault fault, String field, Number value, String why) {}

    /** The first value that cannot be; empty for what may be a candle. */
    public Optional<Contradiction> contradiction() {
        boolean well = low > 0
                && within(open)
                && within(close)
                && within(high)
                && isPart(takerBuyVolume, volume)
                && isPart(takerBuyQuoteVolume, quoteVolume)
                && high < TOO_LARGE
                && trades >= 0
                && trades <= Integer.MAX_VALUE;
        return well ? Optional.empty() : Optional.of(first());
    }

    private boolean within(double price) {
        return low <= price && price <= high;
    }

    private static boolean isPart(double part, double whole) {
        return part >= 0 && whole >= 0 && whole < TOO_LARGE && part <= whole * ROUNDING;
    }

    /** In the order in which the consumer has always named them. */
    private Contradiction first() {
        if (!(high < TOO_LARGE)) {
            return new Contradiction(Fault.NOT_A_NUMBER, "high", high, "is too large");
        }
        if (!(low > 0)) {
            return new Contradiction(Fault.PRICE_NOT_POSITIVE, "low", low, "is not a price");
        }
        if (!within(open)) {
            return outOfRange("open", open);
        }
        if (!within(close)) {
            return outOfRange("close", close);
        }
        if (!within(high)) {
            return outOfRange("high", high);
        }
        if (!isPart(takerBuyVolume, volume)) {
            return volume("volume", volume, "taker_buy_volume", takerBuyVolume);
        }
        if (!isPart(takerBuyQuoteVolume, quoteVolume)) {
            return volume("quote_volume", quoteVolume, "taker_buy_quote_volume", takerBuyQuoteVolume);
        }
        return new Contradiction(
                Fault.BAD_TRADE_COUNT, "trades", trades, trades < 0 ? "is negative" : "does not fit into an int");
    }

    private Contradiction outOfRange(String field, double price) {
        return new Contradiction(
                Fault.PRICE_OUT_OF_RANGE, field, price, "is not between low " + low + " and high " + high);
    }

    private static Contradiction volume(String field, double whole, String partField, double part) {
        if (!(whole >= 0)) {
            return new Contradiction(Fault.BAD_VOLUME, field, whole, "is negative");
        }
        if (!(whole < TOO_LARGE)) {
            return new Contradiction(Fault.NOT_A_NUMBER, field, whole, "is too large");
        }
        return new Contradiction(
                Fault.BAD_VOLUME, partField, part, part < 0 ? "is negative" : "is more than the whole volume");
    }
}
