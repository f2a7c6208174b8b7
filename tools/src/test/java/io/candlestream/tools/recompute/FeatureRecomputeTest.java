package io.candlestream.tools.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.Interval;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.MapRow;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.TestTables;
import io.candlestream.tools.made.MadeTable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of three closed candles of a minute and one that is open, with doubles as Cassandra has them and decimals as PostgreSQL. */
class FeatureRecomputeTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<MadeTable.Row> made = new ArrayList<>();

    @Test
    void aRowHasItsKeyWhenItWasKnownAndOfItsFeaturesThoseThatThereAre() {
        assertThat(written(Optional.empty())).isEqualTo(3);

        assertThat(column("asset_name")).containsOnly("bitcoin");
        assertThat(column("interval")).containsOnly("1m");
        assertThat(column("timestamp")).containsExactly(minute(0), minute(1), minute(2));
        assertThat(column("symbol")).containsOnly("BTCUSDT");
        assertThat(column("known_at")).containsExactly(closed(0), closed(1).plusSeconds(9), closed(2));
        assertThat(column("price_change")).containsExactly(null, 1.0, 1.5);
        assertThat(column("ma_5")).containsOnlyNulls();
        assertThat(made).extracting(MadeTable.Row::version).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theCandlesBeforeTheFirstOneCountForIt() {
        assertThat(written(Optional.of(minute(2)))).isEqualTo(1);

        assertThat(column("price_change")).containsExactly(1.5);
    }

    private List<Object> column(String name) {
        return made.stream()
                .map(row -> row.values().get(FeatureRecompute.COLUMNS.all().indexOf(name)))
                .toList();
    }

    private long written(Optional<Instant> from) {
        AssetTable candles = new AssetTable(new Candles(), "assets", "gaps");
        return new FeatureRecompute(candles, Interval.MINUTE_1, from, Optional.empty()).write(List.of(), new Made());
    }

    private static Instant minute(int minute) {
        return START.plusSeconds(60L * minute);
    }

    private static Instant closed(int minute) {
        return minute(minute + 1).minusMillis(1);
    }

    /** What is written. */
    private final class Made implements MadeTable {
        @Override
        public void write(Row row) {
            made.add(row);
        }

        @Override
        public void flush() {}

        @Override
        public long written() {
            return made.size();
        }
    }

    /** The table of the candles. */
    private static final class Candles extends TestTables {
        @Override
        public boolean has(String table) {
            return false;
        }

        @Override
        public Iterable<StoredRow> rows(String query, int pageRows, Object... values) {
            List<StoredRow> rows = new ArrayList<>();
            rows.add(candle(0, 100.0));
            rows.add(candle(1, new BigDecimal("101")));
            rows.add(candle(2, 102.5));
            if (query.endsWith(" DESC")) {
                return rows.subList(2, 3);
            }
            rows.add(new MapRow(Map.of("timestamp", minute(3), "is_closed", false)));
            return query.isEmpty() ? rows.subList(0, 1) : rows;
        }

        private static StoredRow candle(int minute, Number price) {
            Map<String, Object> row = new HashMap<>();
            row.put("asset_name", "bitcoin");
            row.put("symbol", "BTCUSDT");
            row.put("interval", "1m");
            row.put("timestamp", minute(minute));
            row.put("is_closed", true);
            row.put("close_time", closed(minute));
            if (minute == 1) {
                row.put("event_time", closed(minute).plusSeconds(9));
            }
            for (String column : List.of("high", "low", "close", "volume", "quote_volume", "taker_buy_volume")) {
                row.put(column, price);
            }
            row.put("version", 1000 * closed(minute).toEpochMilli());
            return new MapRow(row);
        }
    }
}
