package io.candlestream.sandbox.market;

import io.candlestream.schema.Interval;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * An endless made-up market: each symbol's price walks at random, its trades come as a Poisson process. The same seed makes
 * the same market; what happens to a symbol does not depend on the others. Symbols that are not known majors differ
 * widely in how busy they are, down to a trade in ten minutes.
 */
public final class SeededMarket implements Market {
    private static final Map<String, Double> PRICES = Map.of(
            "BTCUSDT", 60_000.0,
            "ETHUSDT", 2_600.0,
            "BNBUSDT", 550.0,
            "SOLUSDT", 150.0,
            "XRPUSDT", 0.55,
            "ADAUSDT", 0.35,
            "DOGEUSDT", 0.1,
            "LTCUSDT", 65.0,
            "LINKUSDT", 11.0,
            "AVAXUSDT", 27.0);

    /** The symbols of known price: busy ones. */
    public static final List<String> MAJORS = PRICES.keySet().stream().sorted().toList();

    private final long seed;
    private final List<String> symbols;
    private final Interval interval;
    private final long start;

    /** @param startMillis where the first candle opens, moved back to the interval's grid; epoch milliseconds */
    public SeededMarket(long seed, List<String> symbols, Interval interval, long startMillis) {
        this.seed = seed;
        this.symbols = List.copyOf(symbols);
        this.interval = interval;
        this.start = interval.openOf(startMillis);
    }

    @Override
    public List<String> symbols() {
        return symbols;
    }

    @Override
    public Interval interval() {
        return interval;
    }

    @Override
    public Iterator<Update> updatesOf(String symbol) {
        SplittableRandom random = new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * symbol.hashCode()));
        return new TradeCandles(symbol, interval, new Walk(symbol, start, random));
    }

    /** The trades of one symbol. */
    private static final class Walk implements Iterator<TradeCandles.Trade> {
        private static final double MEAN_QUOTE_QUANTITY = 400;

        private final SplittableRandom random;
        private final double meanGapMillis;
        private final int priceScale;
        private final int quantityScale;
        private final long anchor;
        private final double meanLots;
        private long ticks;
        private double time;
        private long id;

        Walk(String symbol, long start, SplittableRandom random) {
            this.random = random;
            double made = Math.exp(random.nextDouble(-7, 5));
            double tradesPerSecond = 2 * Math.exp(-7 * random.nextDouble());
            double price = PRICES.getOrDefault(symbol, made);
            this.meanGapMillis = 1000 / (PRICES.containsKey(symbol) ? Math.max(2, price / 5000) : tradesPerSecond);
            this.priceScale = price >= 10 ? 2 : price >= 0.01 ? 5 : 8;
            this.quantityScale = price >= 100 ? 5 : price >= 1 ? 2 : 0;
            this.anchor = Math.round(price * Math.pow(10, priceScale));
            this.ticks = anchor;
            this.meanLots = MEAN_QUOTE_QUANTITY / price * Math.pow(10, quantityScale);
            this.id = random.nextLong(1, 4_000_000_000L);
            this.time = start + random.nextInt(1000);
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public TradeCandles.Trade next() {
            TradeCandles.Trade trade = new TradeCandles.Trade(
                    id++,
                    (long) time,
                    BigDecimal.valueOf(ticks, priceScale),
                    BigDecimal.valueOf(1 + Math.round(random.nextExponential() * meanLots), quantityScale),
                    random.nextBoolean());
            time += random.nextExponential() * meanGapMillis;
            step();
            return trade;
        }

        /** A step of some hundred-thousandths, pulled gently back so that a long run stays near the start. */
        private void step() {
            double deviation = Math.max(0.6, anchor * 3e-5);
            double pull = (anchor - ticks) * 1e-5;
            ticks = Math.max(1, ticks + Math.round(random.nextGaussian() * deviation + pull));
        }
    }
}
