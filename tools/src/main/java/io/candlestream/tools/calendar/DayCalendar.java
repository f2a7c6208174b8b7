package io.candlestream.tools.calendar;

import io.candlestream.runtime.terminal.TextWidth;
import io.candlestream.schema.DayStatus;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.AssetTable.Span;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredTables;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The days of each asset's candles, by pair.
 *
 * @param days of each asset, by its name
 */
public record DayCalendar(LocalDate from, LocalDate to, SortedMap<String, SortedMap<LocalDate, DayStatus>> days) {
    private static final String CERTIFICATES = "certificates";
    private static final int PAGE_ROWS = 1000;
    private static final int WIDTH = 80;
    private static final int WEEK = 7;
    private static final int USUAL_DAYS = 60;

    /**
     * Reads them; counting is done where the rows are.
     *
     * @param own the interval of candles that do not say it
     * @param to the end, excluded
     */
    public static DayCalendar of(
            StoredTables store, AssetTable table, List<Asset> assets, Interval own, LocalDate from, LocalDate to) {
        SortedMap<String, SortedMap<LocalDate, DayStatus>> days = new TreeMap<>();
        for (Asset asset : assets) {
            Interval interval = Interval.ofCode(asset.interval()).orElse(own);
            Set<LocalDate> certified = certified(store, asset, interval);
            List<Span> empty = table.gaps(asset.symbol(), interval.code(), "empty");
            List<Span> healed = table.gaps(asset.symbol(), interval.code(), "healed");
            List<Span> open = table.gaps(asset.symbol(), interval.code(), "open");
            SortedMap<LocalDate, DayStatus> statuses = new TreeMap<>();
            for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
                Span span = new Span(begin(day), begin(day.plusDays(1)));
                statuses.put(
                        day,
                        certified.contains(day)
                                ? DayStatus.CERTIFIED
                                : status(table, asset, interval, span, empty, healed, open));
            }
            days.put(asset.name(), statuses);
        }
        return new DayCalendar(from, to, days);
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Set<LocalDate> certified(StoredTables store, Asset asset, Interval interval) {
        Set<LocalDate> days = new HashSet<>();
        if (store.has(CERTIFICATES)) {
            String query = "SELECT day, state FROM " + store.named(CERTIFICATES)
                    + " WHERE stream = 'klines' AND symbol = ? AND interval = ?";
            for (StoredRow row : store.rows(query, PAGE_ROWS, asset.symbol(), interval.code())) {
                if ("certified".equals(row.text("state"))) {
                    days.add(row.time("day").atZone(ZoneOffset.UTC).toLocalDate());
                }
            }
        }
        return days;
    }

    private static DayStatus status(
            AssetTable table,
            Asset asset,
            Interval interval,
            Span day,
            List<Span> empty,
            List<Span> healed,
            List<Span> open) {
        long rows = table.count(asset, day.first(), day.last());
        long begin = day.first().toEpochMilli();
        long first = interval.opensAt(begin) ? begin : interval.endOf(interval.openOf(begin));
        long missing = interval.slots(first, day.last().toEpochMilli()) - rows;
        for (Span hole : Span.merged(empty, Instant.ofEpochMilli(first), day.last())) {
            // A candle that came all the same counts as one that is stored.
            long slots = interval.slots(hole.first().toEpochMilli(), hole.last().toEpochMilli());
            missing -= Math.max(0, slots - table.count(asset, hole.first(), hole.last()));
        }
        return DayStatus.of(rows, missing, touches(open, day), touches(healed, day));
    }

    private static boolean touches(List<Span> gaps, Span day) {
        return gaps.stream()
                .anyMatch(gap -> gap.first().isBefore(day.last()) && gap.last().isAfter(day.first()));
    }

    /** The same for a program: by asset the status of each day. */
    public Map<String, Map<String, String>> data() {
        Map<String, Map<String, String>> data = new LinkedHashMap<>();
        days.forEach((asset, own) -> {
            Map<String, String> one = new LinkedHashMap<>();
            own.forEach((day, status) -> one.put(day.toString(), status.toString()));
            data.put(asset, one);
        });
        return data;
    }

    /** Prints a letter a day, as many days in a line as fit into 80 columns. */
    public void print(PrintStream out) {
        int name = days.keySet().stream().mapToInt(TextWidth::of).max().orElse(0);
        int fitting = Math.max(WEEK, WIDTH - name - 2);
        for (LocalDate first = from; first.isBefore(to); first = first.plusDays(fitting)) {
            LocalDate end = first.plusDays(fitting).isBefore(to) ? first.plusDays(fitting) : to;
            LocalDate begin = first;
            out.println(first + " to " + end.minusDays(1) + " (UTC)");
            days.forEach((asset, own) -> out.println(asset
                    + " ".repeat(name - TextWidth.of(asset) + 2)
                    + own.subMap(begin, end).values().stream()
                            .map(status -> String.valueOf(status.letter()))
                            .collect(Collectors.joining())));
        }
        out.println(Arrays.stream(DayStatus.values())
                .map(status -> status.letter() + " " + status.meaning())
                .collect(Collectors.joining(", ", "(", ")")));
    }

    /** The first day and the end of what is asked for: without either the 60 days that have ended. */
    public static List<LocalDate> range(Optional<LocalDate> from, Optional<LocalDate> to, LocalDate today) {
        LocalDate end = to.orElse(today);
        return List.of(from.orElse(end.minusDays(USUAL_DAYS)), end);
    }
}
