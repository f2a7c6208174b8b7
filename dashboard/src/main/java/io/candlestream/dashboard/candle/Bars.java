package io.candlestream.dashboard.candle;

import io.candlestream.schema.Interval;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Makes the bars of a chart of the table's candles.
 *
 * @param table the interval of the candles
 * @param shown the interval of the bars, one of the table's {@link IntervalChoices}
 * @param gaps of the asset
 */
public record Bars(Interval table, Interval shown, ChartGaps gaps) {
    /** A longer hole is drawn as so many slots, the last of which stands for the rest. */
    static final int LONGEST_HOLE = 120;

    /**
     * The bars of {@code candles}, oldest first, with an empty one for each slot without a candle.
     *
     * @param candles oldest first
     * @param begin where the counting of the expected begins: the asset's first candle, or earlier
     */
    public List<Bar> of(List<ChartCandle> candles, long begin) {
        return candles.isEmpty() ? List.of() : of(candles, begin, settledUntil(candles.get(candles.size() - 1)));
    }

    /** The same for candles that others follow: the hole until {@code end}, where the next bar opens, is theirs. */
    public List<Bar> of(List<ChartCandle> candles, long begin, long end) {
        List<Bar> bars = new ArrayList<>();
        Map<Long, List<ChartCandle>> byBar = candles.stream()
                .collect(Collectors.groupingBy(
                        candle -> shown.openOf(candle.openTime()), LinkedHashMap::new, Collectors.toList()));
        byBar.forEach((open, some) -> {
            fillUntil(open, bars);
            bars.add(bar(open, some, begin, end));
        });
        fillUntil(shown.openOf(end), bars);
        return bars;
    }

    /** No candle can be missing that opens later than this one, and an open one is not expected to be stored as closed. */
    private long settledUntil(ChartCandle newest) {
        return newest.closed() ? table.endOf(newest.openTime()) : newest.openTime();
    }

    private Bar bar(long open, List<ChartCandle> candles, long begin, long end) {
        long stored = candles.stream().filter(ChartCandle::closed).count();
        long expected = expected(Math.max(open, begin), Math.min(shown.endOf(open), end));
        boolean over = end >= shown.endOf(open);
        return new Bar(open, Optional.of(sum(open, candles, over)), stored, Math.max(stored, expected));
    }

    private long expected(long from, long to) {
        return table.slots(from, to) - gaps.emptySlots(table, from, to);
    }

    private static ChartCandle sum(long open, List<ChartCandle> candles, boolean over) {
        ChartCandle last = candles.get(candles.size() - 1);
        return new ChartCandle(
                open,
                candles.get(0).open(),
                candles.stream().mapToDouble(ChartCandle::high).max().orElseThrow(),
                candles.stream().mapToDouble(ChartCandle::low).min().orElseThrow(),
                last.close(),
                sum(candles.stream().mapToDouble(ChartCandle::volume)),
                candles.stream().mapToLong(ChartCandle::trades).sum(),
                over && last.closed(),
                takerBuyVolume(candles));
    }

    /** Empty where one of them does not know. */
    private static OptionalDouble takerBuyVolume(List<ChartCandle> candles) {
        return candles.stream().allMatch(candle -> candle.takerBuyVolume().isPresent())
                ? OptionalDouble.of(sum(candles.stream()
                        .mapToDouble(candle -> candle.takerBuyVolume().orElseThrow())))
                : OptionalDouble.empty();
    }

    /** As decimals, which add up to what a person would write down: 0.1 and 0.2 to 0.3. */
    private static double sum(DoubleStream volumes) {
        return volumes.mapToObj(BigDecimal::valueOf)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
    }

    private void fillUntil(long next, List<Bar> bars) {
        if (bars.isEmpty()) {
            return;
        }
        long slot = shown.endOf(bars.get(bars.size() - 1).openTime());
        for (int drawn = 1; slot < next; drawn++) {
            long end = drawn == LONGEST_HOLE ? next : shown.endOf(slot);
            bars.add(new Bar(slot, Optional.empty(), 0, expected(slot, end)));
            slot = end;
        }
    }
}
