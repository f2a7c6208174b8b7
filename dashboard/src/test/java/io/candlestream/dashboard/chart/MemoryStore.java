package io.candlestream.dashboard.chart;

import io.candlestream.dashboard.candle.ChartCandle;
import io.candlestream.dashboard.candle.ChartGap;
import io.candlestream.dashboard.candle.ChartTrade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A store of a test, which also counts what it is asked and can be away. */
public final class MemoryStore implements CandleStore {
    private static final NavigableMap<Long, ChartCandle> NONE = new TreeMap<>();

    private final Map<String, NavigableMap<Long, ChartCandle>> candles = new ConcurrentHashMap<>();
    private final Map<String, List<ChartGap>> gaps = new ConcurrentHashMap<>();
    private final Map<String, List<ChartTrade>> trades = new ConcurrentHashMap<>();
    private final Set<Long> certified = ConcurrentHashMap.newKeySet();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger tradeReads = new AtomicInteger();
    private volatile long oldestRead;
    private volatile boolean away;
    private volatile boolean tradesBarred;

    public MemoryStore put(String asset, ChartCandle... some) {
        for (ChartCandle candle : some) {
            candles.computeIfAbsent(asset, name -> new ConcurrentSkipListMap<>())
                    .put(candle.openTime(), candle);
        }
        return this;
    }

    public MemoryStore note(String asset, ChartGap... some) {
        gaps.put(asset, List.of(some));
        return this;
    }

    /** Adds trades of a pair such as BITUSDT. */
    public void trade(String symbol, ChartTrade... some) {
        trades.computeIfAbsent(symbol, name -> new CopyOnWriteArrayList<>()).addAll(List.of(some));
    }

    void forgetTrades() {
        trades.clear();
    }

    /** The trades' table can no longer be read, unlike all others. */
    void barTrades() {
        tradesBarred = true;
    }

    /** How often trades were read since the last call. */
    int tradeReads() {
        return tradeReads.getAndSet(0);
    }

    public void leave() {
        away = true;
    }

    public void comeBack() {
        away = false;
    }

    /** How often candles were read since the last call. */
    int reads() {
        return reads.getAndSet(0);
    }

    /** Where the last read of candles began. */
    long oldestRead() {
        return oldestRead;
    }

    private void answer() {
        if (away) {
            throw new TableUnavailableException("Cannot read the table: nobody answers");
        }
    }

    @Override
    public List<String> assets() {
        answer();
        return List.copyOf(candles.keySet());
    }

    @Override
    public List<ChartCandle> newest(String asset, long from, long to, int most) {
        answer();
        reads.incrementAndGet();
        oldestRead = from;
        List<ChartCandle> all = new ArrayList<>(
                candles.getOrDefault(asset, NONE).subMap(from, true, to, false).values());
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    @Override
    public OptionalLong first(String asset) {
        answer();
        return candles.getOrDefault(asset, NONE).keySet().stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    @Override
    public Optional<String> symbol(String asset) {
        answer();
        return Optional.of(asset.substring(0, 3).toUpperCase(Locale.ROOT) + "USDT");
    }

    @Override
    public List<ChartGap> gaps(String asset) {
        answer();
        return gaps.getOrDefault(asset, List.of());
    }

    @Override
    public long closed(String asset, long from, long to) {
        answer();
        return candles.getOrDefault(asset, NONE).subMap(from, true, to, false).values().stream()
                .filter(ChartCandle::closed)
                .count();
    }

    @Override
    public Set<Long> certifiedDays(String asset, long from, long to) {
        answer();
        return certified.stream().filter(day -> from <= day && day < to).collect(Collectors.toSet());
    }

    /** A certificate of the day of each asset that begins then. */
    public MemoryStore certify(long day) {
        certified.add(day);
        return this;
    }

    @Override
    public List<ChartTrade> trades(String symbol, long to, int most) {
        answer();
        tradeReads.incrementAndGet();
        if (tradesBarred) {
            throw new TableUnavailableException("Cannot read the table: it is not for you");
        }
        return trades.getOrDefault(symbol, List.of()).stream()
                .filter(trade -> trade.time() < to)
                .sorted(Comparator.comparing(ChartTrade::id).reversed())
                .limit(most)
                .toList();
    }
}
