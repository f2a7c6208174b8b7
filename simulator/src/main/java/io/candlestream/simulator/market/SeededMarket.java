package io.candlestream.simulator.market;

import io.candlestream.schema.Interval;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An endless made-up market that looks like one: pairs at their price levels, traded in their ticks and lots, with
 * volatility in clusters, jumps, busy and quiet hours, and a path that all pairs share. The same seed makes the same
 * market; what happens to a symbol does not depend on which others are traded. Symbols that are not listed differ widely in
 * how busy they are, down to a trade in ten minutes.
 *
 * @param start where the first candle opens, moved back to the interval's grid; epoch milliseconds
 */
public record SeededMarket(long seed, List<String> symbols, Interval interval, long start) implements Market {
    private static final int MAJOR = 10;
    /** Apart from the symbols' own numbers. */
    private static final long SHARED = 0xD1B54A32D192ED03L;

    /** The symbols of known price, the busiest first. */
    public static final List<String> LISTED =
            Pair.LISTED.stream().map(Pair::symbol).toList();

    /** The ten busiest, by name. */
    public static final List<String> MAJORS =
            LISTED.stream().limit(MAJOR).sorted().toList();

    public SeededMarket {
        symbols = List.copyOf(symbols);
        start = interval.openOf(start);
    }

    @Override
    public Iterator<Update> updatesOf(String symbol) {
        return new TradeCandles(symbol, interval, tradesOf(symbol));
    }

    @Override
    public Iterator<MarketTrade> tradesOf(String symbol) {
        SplittableRandom random = new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * symbol.hashCode()));
        SplittableRandom shared = new SplittableRandom(seed ^ SHARED);
        return new SeededTrades(symbol, start, random, shared);
    }
}
