package io.candlestream.loader.load;

import io.candlestream.loader.archive.CandleArrays;
import io.candlestream.loader.archive.CandlePartition;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A store of tests, which keeps the close of each candle by asset and open time. */
final class MemoryMonths implements MonthStore {
    private final String table;
    private final Map<String, NavigableMap<Long, Double>> closes = new TreeMap<>();
    private final Map<String, String> intervals = new TreeMap<>();
    /** Done once, when the files of a month have been read and nothing is in the table yet. */
    private Runnable beforeCommit = () -> {};

    MemoryMonths(String table) {
        this.table = table;
    }

    void beforeCommit(Runnable work) {
        beforeCommit = work;
    }

    /** The closes of an asset's candles in the order of time. */
    List<Double> closes(String asset) {
        return List.copyOf(closes.getOrDefault(asset, new TreeMap<>()).values());
    }

    /** Puts a candle of this interval there. */
    void put(String asset, String interval) {
        intervals.put(asset, interval);
    }

    @Override
    public String id() {
        return "memory";
    }

    @Override
    public String table() {
        return table;
    }

    @Override
    public Set<String> intervals(Collection<String> assets) {
        return intervals.entrySet().stream()
                .filter(stored -> assets.contains(stored.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    @Override
    public Comparator<String> order() {
        return Comparator.naturalOrder();
    }

    @Override
    public void removeLeftovers(Path folder) {}

    @Override
    public MonthLoad month(YearMonth month, int symbols, Path place) {
        List<CandlePartition> written = new ArrayList<>();
        return new MonthLoad() {
            @Override
            public void write(CandlePartition partition) {
                written.add(partition);
            }

            @Override
            public void prepare() {
                beforeCommit.run();
                beforeCommit = () -> {};
            }

            @Override
            public void commit() {
                written.forEach(MemoryMonths.this::store);
            }

            @Override
            public void close() {}
        };
    }

    private void store(CandlePartition partition) {
        CandleArrays candles = partition.candles();
        for (int i = 0; i < candles.size(); i++) {
            closes.computeIfAbsent(partition.assetName(), asset -> new TreeMap<>())
                    .put(candles.openTime(i), candles.value(i, CandleArrays.CLOSE));
        }
        intervals.put(partition.assetName(), partition.interval().code());
    }

    @Override
    public void close() {}
}
