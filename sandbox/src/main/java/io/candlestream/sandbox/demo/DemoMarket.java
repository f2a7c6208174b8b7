package io.candlestream.sandbox.demo;

import io.candlestream.schema.Interval;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.simulator.market.SeededMarket;
import io.candlestream.simulator.market.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The market that a demo's options ask for, and the symbols that its producer listens to.
 *
 * @param notes what a person has to know of recorded data
 */
record DemoMarket(Market market, List<String> symbols, List<String> notes) {
    /** More than a machine plays. */
    private static final double FASTEST = 10_000;
    /** Of a demo that is ended by hand. */
    private static final Duration LONGEST_RUN = Duration.ofDays(1);

    private static final Duration MOST_HEAD = Duration.ofDays(3_650);

    static final List<String> DEFAULT = List.of("BTCUSDT", "ETHUSDT", "BNBUSDT", "SOLUSDT", "XRPUSDT");

    static DemoMarket of(DemoOptions options, Instant now) {
        Optional<Market> recorded = options.data().map(folder -> Market.of(folder, options.interval));
        List<String> listed = recorded.map(Market::symbols).orElse(SeededMarket.LISTED);
        List<String> wanted =
                !options.symbols().isEmpty() ? options.symbols() : recorded.isPresent() ? listed : DEFAULT;
        Symbols.require(wanted, listed, options);
        Market market =
                recorded.orElseGet(() -> new SeededMarket(options.seed, listed, options.interval, start(options, now)));
        return new DemoMarket(new Part(market, wanted), wanted, market.check(wanted));
    }

    /**
     * A market that runs faster than the clock starts so long ago that it does not overtake it: the consumer refuses what
     * opens a day after it was collected.
     */
    private static long start(DemoOptions options, Instant now) {
        double speed = options.speed().orElse(FASTEST);
        return (speed > 1 ? now.minus(head(speed, options.duration.orElse(LONGEST_RUN))) : now).toEpochMilli();
    }

    static Duration head(double speed, Duration run) {
        double days = 1 + speed * run.toMillis() / Duration.ofDays(1).toMillis();
        return Duration.ofDays((long) Math.ceil(Math.min(days, (double) MOST_HEAD.toDays())));
    }

    /** Some symbols of a market. */
    private record Part(Market whole, List<String> symbols) implements Market {
        @Override
        public Interval interval() {
            return whole.interval();
        }

        @Override
        public Iterator<Update> updatesOf(String symbol) {
            return whole.updatesOf(symbol);
        }

        @Override
        public Iterator<MarketTrade> tradesOf(String symbol) {
            return whole.tradesOf(symbol);
        }
    }
}
