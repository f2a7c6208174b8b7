package io.candlestream.derive.features;

/**
 * A number that is made of a candle and of those before it, never of a later one.
 *
 * <p>Each value is summed freshly, oldest first, and depends on the candle and the {@link #reach} candles before it alone: anyone who computes it,
 * from wherever on, gets the same bits. Where a candle that is needed is not there, or the formula would divide by 0, it is NaN. <i>n
 * ago</i> is the n-th candle before, whatever the time between; {@link #unbroken} has no value where the window holds a gap.
 */
public enum Feature {
    /** close − close 1 ago; in the quote asset. */
    PRICE_CHANGE("price_change", 1, (c, i) -> c.close[i] - c.close[i - 1]),
    /** 100 · (close − close 1 ago) / close 1 ago; percent. */
    PRICE_CHANGE_PCT("price_change_pct", 1, (c, i) -> Windows.percent(c.close[i], c.close[i - 1])),
    /** ln(close / close 1 ago). */
    LOG_RETURN("log_return", 1, Windows::logReturn),
    /** Mean of the last 5 closes; in the quote asset. */
    MA_5("ma_5", 4, (c, i) -> Windows.mean(c.close, i, 5)),
    /** Mean of the last 10 closes. */
    MA_10("ma_10", 9, (c, i) -> Windows.mean(c.close, i, 10)),
    /** Mean of the last 20 closes. */
    MA_20("ma_20", 19, (c, i) -> Windows.mean(c.close, i, 20)),
    /** Sample standard deviation (n − 1) of the last 10 log returns. */
    VOLATILITY_10("volatility_10", 10, (c, i) -> Windows.deviation(Windows.logReturns(c, i, 10), 9, 10)),
    /** Mean of the last 5 volumes; in the base asset. */
    VOLUME_MA_5("volume_ma_5", 4, (c, i) -> Windows.mean(c.volume, i, 5)),
    /** 100 · (volume − volume 1 ago) / volume 1 ago; percent. */
    VOLUME_CHANGE_PCT("volume_change_pct", 1, (c, i) -> Windows.percent(c.volume[i], c.volume[i - 1])),
    /** 100 · (close − close 5 ago) / close 5 ago; percent. */
    MOMENTUM_5("momentum_5", 5, (c, i) -> Windows.percent(c.close[i], c.close[i - 5])),
    /** 100 · (close − close 10 ago) / close 10 ago; percent. */
    MOMENTUM_10("momentum_10", 10, (c, i) -> Windows.percent(c.close[i], c.close[i - 10])),
    /** high − low; in the quote asset. */
    HL_SPREAD("hl_spread", 0, (c, i) -> c.high[i] - c.low[i]),
    /** 100 · (high − low) / low; percent. */
    HL_SPREAD_PCT("hl_spread_pct", 0, (c, i) -> Windows.percent(c.high[i], c.low[i])),
    /** Square root of the sum of the squares of the last 20 log returns (Andersen and Bollerslev 1998). */
    REALISED_VOLATILITY_20(
            "realised_volatility_20", 20, (c, i) -> Math.sqrt(Windows.squares(Windows.logReturns(c, i, 20)))),
    /** Square root of (sum of ln(high / low)² of the last 20) / (4 · 20 · ln 2): the volatility of one candle by its range (Parkinson 1980). */
    RANGE_VOLATILITY_20(
            "range_volatility_20",
            19,
            (c, i) -> Math.sqrt(Windows.squares(Windows.logRanges(c, i, 20)) / (4 * 20 * StrictMath.log(2)))),
    /** Sum of the last 20 quote volumes / sum of the last 20 volumes: the mean price by volume; in the quote asset. */
    VWAP_20("vwap_20", 19, (c, i) -> Windows.quotient(Windows.sum(c.quoteVolume, i, 20), Windows.sum(c.volume, i, 20))),
    /** (taker buy volume − taker sell volume) / volume: 1 when takers only bought, −1 when they only sold. */
    TAKER_IMBALANCE(
            "taker_imbalance", 0, (c, i) -> Windows.quotient(2 * c.takerBuyVolume[i] - c.volume[i], c.volume[i])),
    /** (volume − mean of the last 20 volumes) / their sample standard deviation. */
    VOLUME_ZSCORE_20(
            "volume_zscore_20",
            19,
            (c, i) ->
                    Windows.quotient(c.volume[i] - Windows.mean(c.volume, i, 20), Windows.deviation(c.volume, i, 20))),
    /** Exponential mean of the closes, 2 / 13 of each new one, over the {@link #WARM_UP}; in the quote asset. */
    EMA_12("ema_12", Warm.REACH, (c, i) -> Smoothing.exponential(c.close, i - Warm.REACH, i, 12)),
    /** Exponential mean of the closes, 2 / 27 of each new one, over the {@link #WARM_UP}. */
    EMA_26("ema_26", Warm.REACH, (c, i) -> Smoothing.exponential(c.close, i - Warm.REACH, i, 26)),
    /** ema_12 − ema_26 (Appel 1979). */
    MACD("macd", Warm.REACH, (c, i) -> EMA_12.formula.value(c, i) - EMA_26.formula.value(c, i)),
    /** Exponential mean of the macd, 2 / 10 of each new one, over the {@link #WARM_UP}. */
    MACD_SIGNAL("macd_signal", Warm.REACH, (c, i) -> Smoothing.macdSignal(c.close, i - Warm.REACH, i)),
    /**
     * 100 · mean gain / (mean gain + mean loss) of the closes, each mean by Wilder's smoothing, 1 / 14 of each new one, over the {@link
     * #WARM_UP} (Wilder 1978); 0 to 100.
     */
    RSI_14("rsi_14", Warm.REACH, (c, i) -> Smoothing.relativeStrength(c.close, i - Warm.REACH, i, 14)),
    /**
     * Mean of the true range, which is the largest of high − low, |high − close 1 ago| and |low − close 1 ago|, by Wilder's smoothing, 1 /
     * 14 of each new one, over the {@link #WARM_UP} (Wilder 1978); in the quote asset.
     */
    ATR_14("atr_14", Warm.REACH, (c, i) -> Smoothing.trueRange(c, i - Warm.REACH, i, 14));

    /**
     * How many candles a recursive feature runs over, its own the last. It begins with the plain mean of the first ones, as others do at the
     * beginning of all history: what is older would change it by less than a hundred-millionth of what it had weighed.
     */
    public static final int WARM_UP = Warm.REACH + 1;

    private final String column;
    private final int reach;

    @SuppressWarnings("ImmutableEnumChecker") // each is a function of its arguments alone
    private final Formula formula;

    Feature(String column, int reach, Formula formula) {
        this.column = column;
        this.reach = reach;
        this.formula = formula;
    }

    /** Its name in tables and files. */
    public String column() {
        return column;
    }

    /** How many candles before its own it needs. */
    public int reach() {
        return reach;
    }

    /** That of the candle at {@code index}; NaN where there is none. */
    public double of(Candles candles, int index) {
        return index < reach ? Double.NaN : Windows.finite(formula.value(candles, index));
    }

    /** The same, and NaN where the candles that it needs do not follow each other without a gap. */
    public double unbroken(Candles candles, int index) {
        return candles.run(index) < reach ? Double.NaN : of(candles, index);
    }

    private interface Formula {
        /** All candles that it needs are there. Infinite or NaN where it has no value. */
        double value(Candles candles, int index);
    }

    /** A constant of its own, since those of the enum come after its members. */
    private static final class Warm {
        static final int REACH = 249;
    }
}
