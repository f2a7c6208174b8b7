package io.candlestream.simulator.market;

import java.util.Iterator;
import java.util.SplittableRandom;

/**
 * The trades of one pair of the made-up market, without end. Its price follows a path of its own and one that all pairs of
 * the market share; takers come the more often and with the larger orders the more restless the market is, and each order
 * takes one trade or several. A buyer pays the tick above, a seller gets the one below.
 */
final class SeededTrades implements Iterator<MarketTrade> {
    private static final int STEP_MILLIS = 10_000;
    /** What recorded trades take, most of them. */
    private static final int SAID_AFTER_MILLIS = 1;

    private static final double MEAN_QUOTE_QUANTITY = 600;
    private static final double TRADES_PER_ORDER = 2.5;
    private static final double ANOTHER_TRADE = 1 - 1 / TRADES_PER_ORDER;
    private static final double NEXT_TICK = 0.1;

    /** Of the variance of a pair's price, what all pairs share. */
    private static final double SHARED = 0.92;

    private static final double[] SHARED_VARIANCES = {0.15, 0.14, 0.1};
    private static final double[] OWN_VARIANCES = {0.03, 0.04, 0.05};
    private static final double VARIANCE = 0.51;

    private static final double SESSION_VOLATILITY = 0.6;
    private static final double RATE_BY_VOLATILITY = 1;
    private static final double RATE_NOISE = 0.25;
    private static final double SIZE_BY_VOLATILITY = 0.35;
    private static final double SIZE_NOISE = 0.3;
    private static final double SIDE_NOISE = 0.7;
    private static final double SIDE_BY_RETURN = 1.2;

    private final SplittableRandom random;
    private final PricePath shared;
    private final PricePath own;
    private final Pair pair;
    private final long tick;
    private final long lot;
    private final double anchorTicks;
    private final double meanLots;
    private final double ordersPerMilli;

    private long id;
    private long stepEnd;
    private double leftMillis;
    private double position;
    private double target;
    private double deviation;
    private double rate;
    private double lots;
    private double side;
    private double buyers;

    private boolean begun;
    private boolean takerBuys;
    private boolean moreOfOrder;
    private long ticks;

    /** @param shared the path of the whole market, in the same state for each of its pairs */
    SeededTrades(String symbol, long start, SplittableRandom random, SplittableRandom shared) {
        this.random = random;
        this.pair = Pair.of(symbol, random);
        this.tick = pair.tick();
        this.lot = pair.lot();
        this.anchorTicks = pair.price() * StrictMath.pow(10, pair.priceScale());
        this.meanLots = MEAN_QUOTE_QUANTITY / pair.price() * StrictMath.pow(10, pair.quantityScale());
        this.ordersPerMilli = pair.tradesPerSecond() / TRADES_PER_ORDER / 1000;
        this.id = random.nextLong(1, 4_000_000_000L);
        int delay = random.nextInt(1000);
        this.shared = new PricePath(shared, SHARED_VARIANCES);
        this.own = new PricePath(random, OWN_VARIANCES);
        this.stepEnd = Math.floorDiv(start, STEP_MILLIS) * STEP_MILLIS;
        beginMinute();
        this.target = target();
        nextStep();
        this.leftMillis = stepEnd - start - delay;
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public MarketTrade next() {
        if (!moreOfOrder) {
            nextOrder();
        } else if (random.nextDouble() < NEXT_TICK) {
            ticks = Math.max(1, ticks + (takerBuys ? 1 : -1));
        }
        moreOfOrder = random.nextDouble() < ANOTHER_TRADE;
        double size = random.nextExponential();
        long time = (long) (stepEnd - leftMillis);
        return new MarketTrade(
                pair.symbol(),
                id++,
                time,
                time + SAID_AFTER_MILLIS,
                ticks * tick,
                (1 + (long) (size * size * size * lots)) * lot,
                takerBuys);
    }

    private void nextOrder() {
        if (begun) {
            awaitOrder();
        }
        begun = true;
        takerBuys = random.nextDouble() < buyers;
        long below = (long) (anchorTicks * StrictMath.exp(position));
        ticks = Math.max(1, takerBuys ? below + 1 : below);
    }

    /** Lets time pass until the next order: a Poisson process whose rate changes with the steps. */
    private void awaitOrder() {
        double wait = random.nextExponential() / rate;
        while (wait >= leftMillis) {
            double before = rate;
            wait -= leftMillis;
            nextStep();
            wait *= before / rate;
        }
        move(wait);
    }

    /** Goes on towards the end of the step as a Brownian bridge does: what a second moves does not depend on the steps. */
    private void move(double millis) {
        double part = millis / leftMillis;
        double spread = deviation * Math.sqrt(millis * (1 - part) / STEP_MILLIS);
        position += (target - position) * part + random.nextGaussian() * spread;
        leftMillis -= millis;
    }

    private void nextStep() {
        int step = Math.floorMod(stepEnd / STEP_MILLIS, PricePath.STEPS_PER_MINUTE);
        if (step == 0) {
            beginMinute();
        }
        shared.step(step);
        own.step(step);
        position = target;
        target = target();
        stepEnd += STEP_MILLIS;
        leftMillis = STEP_MILLIS;
        double pull = Math.max(-3, Math.min(3, (target - position) / deviation));
        buyers = 1 / (1 + StrictMath.exp(-side - SIDE_BY_RETURN * pull));
    }

    private void beginMinute() {
        double session = Session.logActivity(stepEnd);
        shared.beginMinute(SESSION_VOLATILITY * session);
        own.beginMinute(shared.logVolatility());
        double volatility = own.logVolatility() - SESSION_VOLATILITY * session;
        rate = ordersPerMilli
                * StrictMath.exp(session
                        + RATE_BY_VOLATILITY * volatility
                        + RATE_NOISE * random.nextGaussian()
                        - mean(RATE_BY_VOLATILITY, RATE_NOISE));
        lots = meanLots
                / 6 // the mean of the cube of an exponential number
                * StrictMath.exp(SIZE_BY_VOLATILITY * volatility
                        + SIZE_NOISE * random.nextGaussian()
                        - mean(SIZE_BY_VOLATILITY, SIZE_NOISE));
        side = SIDE_NOISE * random.nextGaussian();
        deviation = pair.volatility()
                * Math.sqrt(SHARED * shared.deviation() * shared.deviation()
                        + (1 - SHARED) * own.deviation() * own.deviation());
    }

    /** The mean of the logarithm of what depends on the volatility and on noise. */
    private static double mean(double byVolatility, double noise) {
        return (byVolatility * byVolatility * VARIANCE + noise * noise) / 2;
    }

    private double target() {
        return pair.volatility() * (Math.sqrt(SHARED) * shared.position() + Math.sqrt(1 - SHARED) * own.position());
    }
}
