package io.candlestream.loader.load;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.schema.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableIntervalTest {
    private static final List<String> ASSETS = List.of("bitcoin", "ethereum");

    @Test
    void storedCandlesSayOfWhichIntervalTheTableIs() {
        MemoryMonths store = new MemoryMonths("assets");
        store.put("ethereum", "1m");
        store.put("dogecoin", "1d");

        assertThatCode(() -> require(store, Interval.MINUTE_1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> require(store, Interval.HOUR_1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot load candles of 1h into the table assets: it is of 1m (each interval has its own:"
                        + " ASSET_CASSANDRA_TABLE=assets_1h, made by ./candlestream prepare --intervals 1h)");
        store.put("bitcoin", "1h");
        assertThatThrownBy(() -> require(store, Interval.MINUTE_1)).hasMessageContaining("it is of 1h (");
        assertThatThrownBy(() -> require(store, Interval.DAY_1)).hasMessageContaining("it is of 1h, 1m (");
    }

    @Test
    void theyCountMoreThanItsName() {
        MemoryMonths store = new MemoryMonths("assets_1h");
        store.put("bitcoin", "4h");

        assertThatCode(() -> require(store, Interval.HOUR_4)).doesNotThrowAnyException();
        assertThatThrownBy(() -> require(store, Interval.HOUR_1)).hasMessageContaining("it is of 4h (");
    }

    @ParameterizedTest
    @CsvSource({
        "assets, 1m, ''",
        "assets, 1h, 1m",
        "assets_1h, 1h, ''",
        "assets_1h, 1m, 1h",
        "assets_1h, 4h, 1h",
        "candles_of_1d, 1d, ''",
        "assets_1m, 1M, ''",
        "assets_7d, 1m, ''"
    })
    void anEmptyTableIsOfTheIntervalThatItsNameOrElseTheSettingSays(String table, String loaded, String other) {
        Interval interval = Interval.ofCode(loaded).orElseThrow();
        MemoryMonths store = new MemoryMonths(table);

        if (other.isEmpty()) {
            assertThatCode(() -> require(store, interval)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> require(store, interval))
                    .hasMessageContaining("into the table " + table + ": it is of " + other + " (")
                    .hasMessageContaining("ASSET_CASSANDRA_TABLE=assets_" + loaded);
        }
    }

    private static void require(MonthStore store, Interval interval) {
        new TableInterval(store, Interval.MINUTE_1).require(interval, ASSETS);
    }
}
