package io.candlestream.sandbox;

import io.candlestream.schema.Interval;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Longer candles of recorded minutes, by plain sums, as a file of the archive: those of which every minute is there. */
final class LongerArchive {
    private static final int VOLUME = 5;
    private static final int CLOSE_TIME = 6;
    private static final int QUOTE_VOLUME = 7;
    private static final int TRADES = 8;
    private static final int TAKER_VOLUME = 9;
    private static final int TAKER_QUOTE_VOLUME = 10;
    private static final long MINUTE = 60_000;

    private LongerArchive() {}

    /** A folder below {@code place} with the one file. */
    static Path of(Path recorded, String symbol, Interval interval, Path place) throws IOException {
        SortedMap<Long, List<String[]>> windows = new TreeMap<>();
        SortedMap<Long, String[]> minutes = new TreeMap<>();
        RecordedData.candles(recorded).forEach((candle, cells) -> {
            if (candle.startsWith(symbol + " ")) {
                minutes.put(Long.parseLong(cells[0]), cells);
            }
        });
        minutes.forEach((open, cells) -> windows.computeIfAbsent(
                        open - open % interval.longest().toMillis(), window -> new ArrayList<>())
                .add(cells));
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<Long, List<String[]>> window : windows.entrySet()) {
            if (window.getValue().size() == interval.longest().toMillis() / MINUTE) {
                lines.append(line(window.getKey(), window.getValue())).append('\n');
            }
        }
        Path folder = Files.createDirectories(place.resolve("sums-" + interval.code()));
        Files.writeString(folder.resolve(symbol + "-" + interval.code() + "-20210424-20251101.csv"), lines);
        return folder;
    }

    private static String line(long open, List<String[]> minutes) {
        String[] first = minutes.get(0);
        String[] last = minutes.get(minutes.size() - 1);
        return String.join(
                ",",
                String.valueOf(open),
                first[1],
                decimals(minutes, 2).stream()
                        .reduce(BigDecimal::max)
                        .orElseThrow()
                        .toPlainString(),
                decimals(minutes, 3).stream()
                        .reduce(BigDecimal::min)
                        .orElseThrow()
                        .toPlainString(),
                last[4],
                sum(minutes, VOLUME),
                last[CLOSE_TIME],
                sum(minutes, QUOTE_VOLUME),
                sum(minutes, TRADES),
                sum(minutes, TAKER_VOLUME),
                sum(minutes, TAKER_QUOTE_VOLUME),
                "0");
    }

    private static List<BigDecimal> decimals(List<String[]> minutes, int cell) {
        return minutes.stream().map(cells -> new BigDecimal(cells[cell])).toList();
    }

    private static String sum(List<String[]> minutes, int cell) {
        return decimals(minutes, cell).stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .toPlainString();
    }
}
