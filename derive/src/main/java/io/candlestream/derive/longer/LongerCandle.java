package io.candlestream.derive.longer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * A candle as the sum of the shorter ones within it: the open of the first and the close of the last, the highest and the lowest price, the
 * exact sums of the volumes and trades. Times are epoch milliseconds.
 *
 * <p>A double is taken for the decimal of eight places that it stands for, as the exchange shows no more of them; from 2^26 on, where
 * doubles lie further apart than that, for itself.
 */
public final class LongerCandle {
    /** The columns of the numbers, in their order. */
    public static final List<String> NUMBERS = List.of(
            "open", "high", "low", "close", "volume", "quote_volume", "taker_buy_volume", "taker_buy_quote_volume");

    /** The id of a trade that is none, or not known. */
    public static final long NO_TRADE = -1;

    private static final int OPEN = 0;
    private static final int HIGH = 1;
    private static final int LOW = 2;
    private static final int CLOSE = 3;
    /** Prices, volume and quote volume. */
    private static final int NEEDED = 6;

    private static final int DECIMALS = 8;
    private static final double EXACT = 1L << 26;
    private static final long MICROS = 1000;

    private final long openTime;
    private final List<Optional<BigDecimal>> numbers =
            new ArrayList<>(Collections.nCopies(NUMBERS.size(), Optional.empty()));
    private int parts;
    private long trades;
    private long firstTrade = NO_TRADE;
    private long lastTrade = NO_TRADE;
    private boolean tradesKnown = true;
    private long closeTime;
    private long knownAt;
    private long version;

    public LongerCandle(long openTime) {
        this.openTime = openTime;
    }

    /**
     * A shorter candle.
     *
     * @param numbers in the order of {@link #NUMBERS}; empty where one is absent
     * @param trades how many, {@code firstTrade} and {@code lastTrade} their ids, -1 where they are not known
     * @param knownAt when the exchange said so
     * @param version what the stored row's is above the least that a closed one can have, microseconds
     */
    public record Part(
            List<Optional<Number>> numbers,
            long trades,
            long firstTrade,
            long lastTrade,
            long closeTime,
            long knownAt,
            long version) {}

    /** The next one, by open time. */
    public void add(Part part) {
        for (int i = 0; i < numbers.size(); i++) {
            Optional<BigDecimal> value = decimal(part.numbers().get(i));
            numbers.set(i, parts == 0 ? value : joined(i, numbers.get(i), value));
        }
        parts++;
        trades += part.trades();
        if (part.trades() > 0) {
            tradesKnown &= part.firstTrade() >= 0;
            firstTrade = firstTrade < 0 ? part.firstTrade() : firstTrade;
            lastTrade = part.lastTrade();
        }
        closeTime = part.closeTime();
        knownAt = Math.max(knownAt, part.knownAt());
        version += Math.max(0, part.version());
    }

    private static Optional<BigDecimal> joined(int column, Optional<BigDecimal> before, Optional<BigDecimal> value) {
        return switch (column) {
            case OPEN -> before;
            case HIGH -> both(before, value, BigDecimal::max);
            case LOW -> both(before, value, BigDecimal::min);
            case CLOSE -> value;
            default -> both(before, value, BigDecimal::add);
        };
    }

    private static Optional<BigDecimal> both(
            Optional<BigDecimal> before, Optional<BigDecimal> value, BinaryOperator<BigDecimal> join) {
        return before.flatMap(one -> value.map(other -> join.apply(one, other)));
    }

    private static Optional<BigDecimal> decimal(Optional<Number> told) {
        return told.filter(value -> value instanceof BigDecimal || Double.isFinite(value.doubleValue()))
                .map(LongerCandle::decimal);
    }

    private static BigDecimal decimal(Number value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        BigDecimal exact = new BigDecimal(value.doubleValue());
        return Math.abs(value.doubleValue()) < EXACT ? exact.setScale(DECIMALS, RoundingMode.HALF_EVEN) : exact;
    }

    /** How many shorter ones are in it. */
    public int parts() {
        return parts;
    }

    public long openTime() {
        return openTime;
    }

    /** That of the last one. */
    public long closeTime() {
        return closeTime;
    }

    /** When the last one of them was known. */
    public long knownAt() {
        return knownAt;
    }

    /** A price or volume, without zeros at its end; empty where one of the shorter ones has none. */
    public Optional<BigDecimal> number(int column) {
        return numbers.get(column).map(number -> {
            BigDecimal shortest = number.stripTrailingZeros();
            return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
        });
    }

    public long trades() {
        return trades;
    }

    public long firstTrade() {
        return tradesKnown ? firstTrade : NO_TRADE;
    }

    public long lastTrade() {
        return tradesKnown ? lastTrade : NO_TRADE;
    }

    /** Whether all that a candle has to have is known. */
    public boolean isWhole() {
        return numbers.stream().limit(NEEDED).allMatch(Optional::isPresent);
    }

    /**
     * The version of the row, in microseconds: the sum of what is in the versions of the shorter ones above the least that a closed one can
     * have, and below the begin of this candle, before which the exchange says nothing of it. So it rises when one of them is
     * corrected, is the same when nothing changed, and every word of the exchange on this candle stays above it.
     */
    public long version() {
        return Math.min(version, openTime * MICROS - 1);
    }
}
