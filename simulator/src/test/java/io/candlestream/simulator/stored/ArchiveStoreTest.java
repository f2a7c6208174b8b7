package io.candlestream.simulator.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveStoreTest {
    private static final long HOUR = 3_600_000;

    @TempDir
    private Path folder;

    @Test
    void readsTheFilesOfTheWantedTimeAlone() throws IOException {
        Files.writeString(folder.resolve("BTCUSDT-1h-2024-01.csv"), "this file is no archive\n");
        candles("BTCUSDT-1h-2024-02.csv", "2024-02-28", 48);
        candles("BTCUSDT-1h-2024-03-01.csv", "2024-03-01", 24);
        candles("BTCUSDT-1h-2024-03-02.csv", "2024-03-02", 24);
        Files.writeString(folder.resolve("BTCUSDT-1h-2024-04.csv"), "nor is this one\n");

        StoredHistory history = ArchiveStore.open(folder, Interval.HOUR_1);

        assertThat(history.symbols()).containsExactly("BTCUSDT");
        assertThat(opens(history, day("2024-02-29"), day("2024-03-02") + 2 * HOUR))
                .hasSize(24 + 24 + 3)
                .isSorted();
        assertThatThrownBy(() -> opens(history, day("2024-03-02"), day("2024-04-01")))
                .hasMessageContaining("BTCUSDT-1h-2024-04.csv");
    }

    @Test
    void readsAMonthAndItsDaysAsOne() throws IOException {
        candles("BTCUSDT-1h-2024-03.csv", "2024-03-01", 5 * 24);
        candles("BTCUSDT-1h-2024-03-05.csv", "2024-03-05", 24);

        assertThat(opens(ArchiveStore.open(folder, Interval.HOUR_1), day("2024-03-01"), Long.MAX_VALUE))
                .hasSize(5 * 24)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void findsTradesBesideTheCandles() throws IOException {
        candles("BTCUSDT-1h-2024-03-01.csv", "2024-03-01", 24);
        Files.writeString(
                folder.resolve("BTCUSDT-trades-2024-03-01.csv"),
                "7,61837.63,0.02,1236.7526," + (day("2024-03-01") + 5) + ",true,true\n" + "8,61837.64,0.02,1236.7528,"
                        + (day("2024-03-01") + 6) + ",true,true\n");

        StoredHistory history = ArchiveStore.open(folder, Interval.HOUR_1);

        assertThat(history.trades().orElseThrow().symbols()).containsExactly("BTCUSDT");
        assertThat(history.trades()
                        .orElseThrow()
                        .past()
                        .between("BTCUSDT", day("2024-03-01") + 6, Long.MAX_VALUE, OptionalLong.empty())
                        .next()
                        .id())
                .isEqualTo(8);
        assertThat(history.aggTrades()).isEmpty();
    }

    @Test
    void refusesAFolderWithoutSuchCandles() {
        assertThatThrownBy(() -> ArchiveStore.open(folder, Interval.MINUTE_1)).hasMessageContaining("no klines of 1m");
        assertThatThrownBy(() -> ArchiveStore.open(folder.resolve("none"), Interval.MINUTE_1))
                .hasMessageContaining("no such folder");
    }

    private void candles(String file, String day, int hours) throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < hours; i++) {
            long open = day(day) + i * HOUR;
            rows.add(open + ",1.0,2.0,0.5,1.5,10.5," + (open + HOUR - 1) + ",15.0,3,4.0,6.0,0");
        }
        Files.write(folder.resolve(file), rows);
    }

    private static List<Long> opens(StoredHistory history, long from, long to) {
        List<Long> opens = new ArrayList<>();
        history.candles()
                .candles("BTCUSDT", from, to)
                .forEachRemaining((Candle candle) -> opens.add(candle.openTime()));
        return opens;
    }

    private static long day(String date) {
        return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
