package io.candlestream.tools.verify;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.StoredTables;
import io.candlestream.tools.recompute.DerivedTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A table of what the consumer makes of other streams.
 *
 * @param candles the table of the candles in {@code store}
 * @param table its name, with its keyspace
 */
record StoredDerived(StoredTables store, AssetTable candles, String table) {
    private static final int PAGE_ROWS = 5000;

    /**
     * The one that the settings name.
     *
     * @throws SettingsException when there is no such table
     */
    static StoredDerived of(Settings settings, StoredTables store, DerivedTable what) {
        String table = settings.text(what.tableKey());
        if (!store.has(table)) {
            throw new SettingsException("Cannot verify " + what + ": there is no table " + store.named(table)
                    + " (./candlestream prepare; " + what.enabled() + " has the consumer fill it)");
        }
        return new StoredDerived(store, AssetTable.of(settings, store), store.named(table));
    }

    /**
     * The rows of one {@code interval} from {@code from} on, oldest first.
     *
     * @param key the column of the partition key that {@code value} stands in
     * @param until {@code <} where {@code to} is excluded, {@code <=} where it is not
     */
    Iterable<StoredRow> rows(String key, String value, String interval, Instant from, String until, Instant to) {
        String query = "SELECT * FROM " + table + " WHERE " + key + " = ? AND interval = ? AND timestamp >= ?"
                + " AND timestamp " + until + " ? ORDER BY timestamp ASC";
        return store.rows(query, PAGE_ROWS, value, interval, from, to);
    }

    /** What stands in the column {@code key} of the partition key; it may come several times. */
    Stream<String> keys(String key) {
        String query = "SELECT DISTINCT " + key + ", interval FROM " + table;
        return StreamSupport.stream(store.rows(query, PAGE_ROWS).spliterator(), false)
                .map(row -> row.text(key));
    }

    /** The closed candles that open from {@code first} to {@code last}, both included, by when they open. */
    Map<Instant, StoredRow> closed(Asset asset, List<String> columns, Instant first, Instant last) {
        Map<Instant, StoredRow> found = new HashMap<>();
        for (StoredRow row : candles.candles(asset, columns, first, last)) {
            if (row.flag("is_closed")) {
                found.put(AssetTable.openTime(row), row);
            }
        }
        return found;
    }
}
