package io.candlestream.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveMarketTest {
    private static final String MILLIS = "1735689600000,1.0,2.00,0.5,1.5,10.0,1735689659999,15.0,3,4.0,6.0,0\n";
    private static final String MICROS = "1735689600000000,1.0,2.00,0.5,1.5,10.0,1735689659999999,15.0,3,4.0,6.0,0\n";
    private static final long START = 1_735_689_600_000L;
    private static final String HEADER =
            "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,"
                    + "taker_buy_quote_volume,ignore\n";

    @TempDir
    Path folder;

    @Test
    void playsTheRecordedSpotRowsAndKeepsTheHole() {
        Market market = Market.of(RecordedFolder.folder("klines-spot-1m"), Interval.MINUTE_1);

        List<Update> bitcoin = all(market.updatesOf("BTCUSDT"));
        assertThat(bitcoin).hasSize(16_890 + 4_319);
        assertThat(all(market.updatesOf("ETHUSDT"))).hasSize(4_319);
        List<Long> steps = new ArrayList<>();
        for (int i = 1; i < 16_890; i++) {
            steps.add((bitcoin.get(i).candle().openTime()
                            - bitcoin.get(i - 1).candle().openTime())
                    / 60_000);
        }
        assertThat(steps).filteredOn(step -> step != 1).containsExactly(285L);
        assertThat(bitcoin)
                .filteredOn(
                        update -> update.candle().closeTime() - update.candle().openTime() != 59_999)
                .extracting(update -> update.candle().closeTime())
                .containsExactly(1_619_323_258_146L);
    }

    @Test
    void playsAMonthOfFourFuturesInTheOrderOfEvents() {
        Market market = Market.of(RecordedFolder.folder("klines-futures-1m"), Interval.MINUTE_1);
        List<Update> updates = all(market.updates());

        assertThat(updates)
                .hasSize(4 * 40_320)
                .isSortedAccordingTo((a, b) -> Long.compare(a.eventTime(), b.eventTime()));
        assertThat(all(market.updatesOf("ALGOUSDT")))
                .filteredOn(update -> update.candle().trades() == 0)
                .hasSize(22)
                .allMatch(update -> update.candle().firstTradeId() == Candle.NO_TRADE);
    }

    @ParameterizedTest
    @ValueSource(strings = {MILLIS, MICROS, HEADER + MILLIS, HEADER + MICROS})
    void readsEveryDialect(String content) throws IOException {
        Files.writeString(folder.resolve("BTCUSDT-1m-2025-01.csv"), content);

        assertThat(all(Market.of(folder, Interval.MINUTE_1).updates()))
                .extracting(update -> update.candle().reportedAt(0))
                .containsExactly(new Candle(
                        "BTCUSDT",
                        Interval.MINUTE_1,
                        1_735_689_600_000L,
                        1_735_689_659_999L,
                        "1.0",
                        "2.00",
                        "0.5",
                        "1.5",
                        "10.0",
                        "15.0",
                        "4.0",
                        "6.0",
                        3,
                        1,
                        3,
                        1_735_689_659_999L));
    }

    @Test
    void mergesFilesOfASymbolAndDropsWhatTheyRepeat() throws IOException {
        zip("BTCUSDT-1m-2025-01-02.zip", row(1) + row(2) + row(4));
        Files.writeString(folder.resolve("BTCUSDT-1m-2025-01-01.csv"), row(0) + row(1) + row(3));
        Files.writeString(folder.resolve("BTCUSDT-5m-2025-01-01.csv"), row(0));

        List<Update> updates = all(Market.of(folder, Interval.MINUTE_1).updates());

        assertThat(updates)
                .extracting(update -> update.candle().openTime())
                .containsExactly(START, START + 60_000, START + 120_000, START + 180_000, START + 240_000);
        assertThat(updates).extracting(update -> update.candle().firstTradeId()).containsExactly(1L, 4L, 7L, 10L, 13L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"60000,1,2", "1x,1,2,1,1,1,2,1,1,1,1,0", "1735689660000,1,2,-1,1,1,1735689719999,1,1,1,1,0", "0"
            })
    void refusesABadRowByFileAndLine(String bad) throws IOException {
        Path file = Files.writeString(folder.resolve("BTCUSDT-1m-2025-01.csv"), HEADER + row(0) + "\n" + bad + "\n");

        assertThatThrownBy(() -> all(Market.of(folder, Interval.MINUTE_1).updates()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot read " + file + " line 4");
    }

    @Test
    void refusesRowsThatGoBackInTime() throws IOException {
        Files.writeString(folder.resolve("BTCUSDT-1m-2025-01.csv"), row(5) + row(4));

        assertThatThrownBy(() -> all(Market.of(folder, Interval.MINUTE_1).updates()))
                .hasMessageContaining("line 2: the row is older");
    }

    @Test
    void saysWhatAFolderLacks() throws IOException {
        assertThatThrownBy(() -> Market.of(folder.resolve("none"), Interval.MINUTE_1))
                .hasMessageContaining("no such folder");
        assertThatThrownBy(() -> Market.of(folder, Interval.MINUTE_1))
                .hasMessageContaining("neither trades (*.jsonl.gz) nor klines");
        Files.writeString(folder.resolve("BTCUSDT-1m-2025-01.csv"), MILLIS);
        assertThatThrownBy(() -> Market.of(folder, Interval.HOUR_1)).hasMessageContaining("no klines of 1h");
    }

    @Test
    void readsTheMonthOfTheArchive() throws IOException {
        Files.writeString(folder.resolve("BTCUSDT-1mo-2025-01.csv"), MILLIS.replace("1735689659999", "1738367999999"));

        assertThat(Market.of(folder, Interval.MONTH_1).interval()).isEqualTo(Interval.MONTH_1);
    }

    private void zip(String name, String content) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            zip.putNextEntry(new ZipEntry(name.replace(".zip", ".csv")));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String row(long minute) {
        return "%d,1.0,2.0,0.5,1.5,10.0,%d,15.0,3,4.0,6.0,0\n"
                .formatted(START + minute * 60_000, START + minute * 60_000 + 59_999);
    }

    private static List<Update> all(Iterator<Update> updates) {
        List<Update> all = new ArrayList<>();
        updates.forEachRemaining(all::add);
        return all;
    }
}
