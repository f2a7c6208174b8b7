package io.candlestream.tools.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.DayStatus;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.access.AssetTable;
import io.candlestream.tools.access.MapRow;
import io.candlestream.tools.access.StoredRow;
import io.candlestream.tools.access.TestTables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Of candles of an hour. */
class DayCalendarTest {
    private static final Asset BITCOIN = new Asset("bitcoin", "BTCUSDT", "1h");
    private static final LocalDate DAY = LocalDate.parse("2024-08-08");

    private final HeldHours store = new HeldHours();

    @Test
    void aDayIsWholeWithoutTheHoursThatTheExchangeHasNot() {
        store.fill(0, 20);
        store.note("empty", 20, 24);

        assertThat(status()).isEqualTo(DayStatus.WHOLE);
    }

    @Test
    void anHourOfTwoEmptyStretchesCountsOnce() {
        store.fill(0, 18);
        store.note("empty", 20, 23);
        store.note("empty", 21, 24);
        store.note("empty", 21, 22);

        assertThat(status()).as("18 and 19 are missing").isEqualTo(DayStatus.HOLE);
    }

    @Test
    void aCandleThatCameInAnEmptyStretchHidesNoHole() {
        store.fill(0, 10);
        store.fill(12, 24);
        store.note("empty", 12, 14);

        assertThat(status()).as("10 and 11 are missing").isEqualTo(DayStatus.HOLE);
        store.fill(10, 12);
        assertThat(status()).isEqualTo(DayStatus.WHOLE);
    }

    @Test
    void aStretchOfManyDaysCountsForEach() {
        store.note("empty", -48, 20);
        store.fill(20, 24);

        assertThat(status()).isEqualTo(DayStatus.WHOLE);
    }

    @Test
    void anOpenGapIsAHole() {
        store.fill(0, 24);
        store.note("open", 3, 4);

        assertThat(status()).isEqualTo(DayStatus.HOLE);
    }

    private DayStatus status() {
        return DayCalendar.of(
                        store,
                        new AssetTable(store, "assets", "gaps"),
                        List.of(BITCOIN),
                        Interval.MINUTE_1,
                        DAY,
                        DAY.plusDays(1))
                .days()
                .get("bitcoin")
                .get(DAY);
    }

    /** The tables of candles and gaps, as far as they are asked. */
    private static final class HeldHours extends TestTables {
        private final TreeSet<Instant> opens = new TreeSet<>();
        private final List<Map<String, Object>> gaps = new ArrayList<>();

        void fill(int from, int to) {
            for (int hour = from; hour < to; hour++) {
                opens.add(at(hour));
            }
        }

        void note(String state, int from, int to) {
            gaps.add(Map.of("from_time", at(from), "to_time", at(to), "state", state));
        }

        private static Instant at(int hour) {
            return Instant.parse(DAY + "T00:00:00Z").plusSeconds(hour * 3600L);
        }

        @Override
        public boolean has(String table) {
            return table.equals("gaps");
        }

        @Override
        public Iterable<StoredRow> rows(String query, int pageRows, Object... values) {
            if (query.startsWith("SELECT COUNT")) {
                long count =
                        opens.subSet((Instant) values[1], (Instant) values[2]).size();
                return List.of(new MapRow(Map.of("stored", count)));
            }
            return gaps.stream()
                    .sorted(Comparator.comparing(gap -> (Instant) gap.get("from_time")))
                    .<StoredRow>map(MapRow::new)
                    .toList();
        }
    }
}
