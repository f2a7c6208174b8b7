package io.candlestream.tools.verify;

import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.schema.SlidingWindows;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.output.Differences;
import io.candlestream.tools.trades.StoredTrade;
import io.candlestream.tools.trades.StoredTrades;
import io.candlestream.tools.verify.TradeMetricReport.SymbolMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the stored metrics of trades with what the stored trades make, bit for bit, by formulas that are written out once more; and, where a
 * window is that of a closed candle and none of its trades is missing, with the stored candle.
 */
final class TradeMetricProof {
    private static final long HOUR = 3_600_000;
    /** So many trades of one window fit into memory. */
    private static final int MOST = 5_000_000;

    private static final List<String> CANDLE =
            List.of("timestamp,high,low,close,quote_volume,taker_buy_quote_volume,trades,is_closed".split(","));

    private final StoredDerived metrics;
    private final StoredTrades trades;
    private final SlidingWindows time;
    private final Differences differences = new Differences();

    /**
     * @param trades in the store of {@code metrics}
     * @param time how long a window is, and how long after one the next begins
     */
    TradeMetricProof(StoredDerived metrics, StoredTrades trades, SlidingWindows time) {
        this.metrics = metrics;
        this.trades = trades;
        this.time = time;
    }

    /** The windows that begin from {@code from} on, before {@code to}. */
    TradeMetricReport report(List<String> names, Optional<Instant> from, Optional<Instant> to) {
        Instant first = from.orElse(Instant.EPOCH);
        Instant end = to.orElse(Instant.parse("9999-12-31T00:00:00Z"));
        List<Asset> assets = metrics.candles().assets();
        List<SymbolMetrics> symbols = new ArrayList<>();
        hours(names).forEach((symbol, hours) -> {
            Optional<Asset> asset =
                    assets.stream().filter(one -> one.symbol().equals(symbol)).findFirst();
            symbols.add(new Check(symbol, asset, hours).between(first, end));
        });
        boolean equal =
                symbols.stream().mapToLong(one -> one.windows() - one.beyond()).sum() > 0
                        && symbols.stream().allMatch(one -> one.missing() + one.differing() == 0);
        return new TradeMetricReport(equal, symbols, differences.lines());
    }

    /** Those of the trades; without names also the pairs of which metrics alone are stored. */
    private Map<String, NavigableSet<Long>> hours(List<String> names) {
        Map<String, NavigableSet<Long>> hours = trades.hours(names);
        if (names.isEmpty()) {
            metrics.keys("symbol").forEach(symbol -> hours.putIfAbsent(symbol, new TreeSet<>()));
        }
        return hours;
    }

    /** Of one pair. */
    private final class Check {
        private final String symbol;
        private final Optional<Asset> asset;
        private final NavigableSet<Long> hours;
        private final NavigableMap<Instant, List<StoredTrade>> open = new TreeMap<>();

        private Optional<Made> held = Optional.empty();
        /** Whether the trade before the held window is stored too. */
        private boolean beginsWhole;

        private long windows;
        private long missing;
        private long differing;
        private long beyond;
        private long asCandles;

        Check(String symbol, Optional<Asset> asset, NavigableSet<Long> hours) {
            this.symbol = symbol;
            this.asset = asset.filter(one -> one.interval().equals(time.code()));
            this.hours = hours;
        }

        /** A window of which all stored trades are known. */
        private record Made(Instant start, TradeMetrics metrics, Optional<StoredRow> candle, List<String> wrong) {}

        SymbolMetrics between(Instant first, Instant end) {
            OldestFirst stored = OldestFirst.of(metrics.rows("symbol", symbol, time.code(), first, "<", end));
            long millis = time.lengthMillis();
            for (long hour : hours) {
                if (hour + HOUR > first.toEpochMilli() && hour - millis < end.toEpochMilli()) {
                    trades.trades(symbol, hour).forEach(trade -> keep(trade, first, end));
                    compareUntil(Instant.ofEpochMilli(hour + HOUR - millis), stored);
                }
            }
            compareUntil(end, stored);
            held.ifPresent(last -> settle(last, false));
            stored.before(end, this::withoutTrades);
            return new SymbolMetrics(symbol, windows, missing, differing, asCandles, beyond);
        }

        private void keep(StoredTrade trade, Instant first, Instant end) {
            for (Instant window : MetricProof.windows(time, trade.time())) {
                if (!window.isBefore(first) && window.isBefore(end)) {
                    keep(trade, window);
                }
            }
        }

        private void keep(StoredTrade trade, Instant window) {
            List<StoredTrade> all = open.computeIfAbsent(window, start -> new ArrayList<>());
            if (all.size() == MOST) {
                throw new SettingsException("Cannot verify trade_metrics of more than " + MOST
                        + " trades in one window: " + symbol + " " + window + " (a shorter window)");
            }
            all.add(trade);
        }

        /** Those that begin then or earlier: no later hour has more of their trades. */
        private void compareUntil(Instant start, OldestFirst stored) {
            Map<Instant, StoredRow> closed = open.isEmpty() || asset.isEmpty()
                    ? Map.of()
                    : metrics.closed(asset.get(), CANDLE, open.firstKey(), open.lastKey());
            while (!open.isEmpty() && !open.firstKey().isAfter(start)) {
                Map.Entry<Instant, List<StoredTrade>> next = open.pollFirstEntry();
                stored.before(next.getKey(), this::withoutTrades);
                compare(next.getKey(), new TradeMetrics(next.getValue()), closed, stored.at(next.getKey()));
            }
        }

        private void compare(
                Instant window, TradeMetrics made, Map<Instant, StoredRow> closed, Optional<StoredRow> row) {
            List<String> wrong = new ArrayList<>();
            windows++;
            if (row.isEmpty()) {
                missing++;
                note(window, "has no metrics");
            } else {
                made.compare(row.get(), wrong);
            }
            boolean follows = held.filter(last -> last.metrics().last() + 1 == made.first())
                    .isPresent();
            held.ifPresent(last -> settle(last, follows));
            beginsWhole = follows;
            held = Optional.of(new Made(window, made, Optional.ofNullable(closed.get(window)), wrong));
        }

        /** The candle is that of all trades: compares it where those before and behind are stored too. */
        private void settle(Made window, boolean endsWhole) {
            if (window.candle().isPresent()
                    && beginsWhole
                    && endsWhole
                    && window.metrics().isUnbroken()) {
                asCandles++;
                window.metrics().compareCandle(window.candle().get(), window.wrong());
            }
            if (!window.wrong().isEmpty()) {
                differing++;
                note(window.start(), String.join("; ", window.wrong()));
            }
        }

        private void withoutTrades(StoredRow row) {
            Instant window = AssetTable.openTime(row);
            long start = window.toEpochMilli();
            windows++;
            if (hours.subSet(start - Math.floorMod(start, HOUR), start + time.lengthMillis())
                    .isEmpty()) {
                beyond++;
            } else {
                differing++;
                note(window, "has metrics, and no stored trade");
            }
        }

        private void note(Instant window, String what) {
            differences.accept(symbol + "  " + window + "  " + what);
        }
    }
}
