package io.candlestream.sandbox;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The metrics of one-minute candles' updates by the definitions of the issue, over all updates at once: the tests' own code. */
final class CandleMetrics {
    private static final long MINUTE = 60_000;
    private static final MathContext MANY = new MathContext(80);

    private CandleMetrics() {}

    /**
     * An update as it is published; times are epoch milliseconds.
     *
     * @param closing whether it is the candle's last one
     */
    record Told(
            long event, long open, boolean closing, long trade, BigDecimal price, BigDecimal volume, BigDecimal taken) {
        /** Where it belongs: to its own candle, when it comes after the end. */
        long minute() {
            return Math.min(event, open + MINUTE - 1) / MINUTE * MINUTE;
        }

        /** The closing update tells of the candle's last moment. */
        private long moment() {
            return closing ? open + MINUTE - 1 : Math.min(event, open + MINUTE - 1);
        }

        /** What is the same when the exchange's history tells it again. */
        private List<Object> content() {
            return closing ? List.of(open, price, volume, taken) : List.of(event, open, trade, price, volume, taken);
        }
    }

    /** The cells of each minute as text, by when it begins. */
    static Map<Long, String> of(Collection<Told> updates) {
        Map<Long, List<Told>> minutes = updates.stream().collect(Collectors.groupingBy(Told::minute));
        Map<Long, String> cells = new TreeMap<>();
        minutes.forEach((start, all) -> cells.put(start, cells(once(all))));
        return cells;
    }

    /** Each content once, as it was told first. */
    private static List<Told> once(List<Told> all) {
        List<Told> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingLong(Told::event));
        Map<List<Object>, Told> first =
                sorted.stream().collect(Collectors.toMap(Told::content, told -> told, (earlier, later) -> earlier));
        return List.copyOf(first.values());
    }

    private static String cells(List<Told> updates) {
        List<BigDecimal> prices = updates.stream().map(Told::price).toList();
        List<BigDecimal> pressure = updates.stream()
                .filter(told -> told.volume().signum() > 0)
                .map(CandleMetrics::pressure)
                .toList();
        Told newest = updates.stream()
                .max(Comparator.comparingLong(Told::moment)
                        .thenComparing(Told::closing)
                        .thenComparing(Told::trade))
                .orElseThrow();
        long known = updates.stream().mapToLong(Told::event).max().orElseThrow();
        return String.join(
                " ",
                Instant.ofEpochMilli(known).toString(),
                text(mean(prices).doubleValue()),
                text(new TreeSet<>(prices).first()),
                text(new TreeSet<>(prices).last()),
                text(newest.price()),
                prices.size() < 2 ? "null" : text(deviation(prices)),
                text(updates.stream()
                        .map(Told::volume)
                        .max(Comparator.naturalOrder())
                        .orElseThrow()),
                pressure.isEmpty() ? "null" : text(mean(pressure).doubleValue()),
                newest.volume().signum() > 0 ? text(pressure(newest).doubleValue()) : "null",
                String.valueOf(updates.size()));
    }

    private static BigDecimal pressure(Told told) {
        return told.taken().divide(told.volume(), MANY);
    }

    private static BigDecimal mean(List<BigDecimal> values) {
        return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add).divide(new BigDecimal(values.size()), MANY);
    }

    private static double deviation(List<BigDecimal> values) {
        BigDecimal mean = mean(values);
        return values.stream()
                .map(value -> value.subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(new BigDecimal(values.size() - 1), MANY)
                .sqrt(MANY)
                .doubleValue();
    }

    /** A cell of the table as {@link #of} has it: a double bit for bit, an exact number without zeros at its end. */
    static String text(Object cell) {
        return cell instanceof BigDecimal number ? number.stripTrailingZeros().toPlainString() : Objects.toString(cell);
    }
}
