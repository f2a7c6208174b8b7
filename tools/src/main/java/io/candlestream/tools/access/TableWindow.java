package io.candlestream.tools.access;

import io.candlestream.runtime.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How many days of write time share a file of the tables that have no time in their partitions, as the settings say. */
public final class TableWindow {
    /** The tables for which it is, by the names of their settings. */
    private static final List<String> TABLES = List.of("table", "features-table", "metrics-table");

    private static final String STRATEGY = "TimeWindowCompactionStrategy";
    private static final int YEAR = 366;

    private TableWindow() {}

    /**
     * Days; empty where no setting speaks of it.
     *
     * @throws io.candlestream.runtime.settings.SettingsException when they are not whole, or more than a year
     */
    public static Optional<Integer> days(Settings settings) {
        String path = "cassandra.window";
        if (settings.optional(path).isEmpty()) {
            return Optional.empty();
        }
        Duration window = settings.duration(path);
        if (window.toDays() < 1 || window.toDays() > YEAR || !window.equals(Duration.ofDays(window.toDays()))) {
            throw settings.refused(path, "whole days are needed, 1 to " + YEAR);
        }
        return Optional.of(Math.toIntExact(window.toDays()));
    }

    /** The names of the tables for which it is. */
    public static List<String> tables(Settings settings) {
        return TABLES.stream().map(name -> settings.text("cassandra." + name)).toList();
    }

    /** The compaction that has it, in CQL. */
    public static String compaction(int days) {
        return "{'class': '" + STRATEGY + "', 'compaction_window_unit': 'DAYS', 'compaction_window_size': '" + days
                + "'}";
    }

    /** The days that a table's compaction has; empty for one by something else than days. */
    public static OptionalInt of(Map<?, ?> compaction) {
        String size = String.valueOf(compaction.get("compaction_window_size"));
        boolean days = String.valueOf(compaction.get("class")).endsWith(STRATEGY)
                && "DAYS".equals(compaction.get("compaction_window_unit"))
                && size.matches("\\d{1,4}");
        return days ? OptionalInt.of(Integer.parseInt(size)) : OptionalInt.empty();
    }
}
