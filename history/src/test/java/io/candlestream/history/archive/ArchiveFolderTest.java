package io.candlestream.history.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder of several archives: what its names tell, and what becomes of rows that repeat. */
class ArchiveFolderTest extends ArchiveFolderCase {
    private static final long START = 1_735_689_600_000L;
    private static final String NAME = "BTCUSDT-1m-2025-01.csv";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "btcusdt-1m-2025-01.csv",
                "BTCUSDT-1m.csv",
                "BTCUSDT-1m-2025-01 (1).csv",
                "BTCUSDT-1m-2025-01.CSV",
                "BTCUSDT-1m-2025-01.bakcsv"
            })
    void namesThatAreCertainAreUnderstood(String name) throws IOException {
        write(name, row(0));

        ArchiveKlines klines = ArchiveKlines.in(folder, Interval.MINUTE_1);
        assertThat(klines.symbols()).containsExactly("BTCUSDT");
        assertThat(opens()).containsExactly(START);
    }

    @Test
    void symbolsOfAnyAlphabetAreUnderstood() throws IOException {
        write("币安人生USDT-1m-2025-01.csv", row(0));
        write("BTCUSD_PERP-1m-2025-01.csv", row(0));

        assertThat(ArchiveKlines.in(folder, Interval.MINUTE_1).symbols()).containsExactly("BTCUSD_PERP", "币安人生USDT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BTC-USDT-1m-2025-01.csv",
                "BTCUSDT_1m_2025-01.csv",
                "futures-um-BTCUSDT-1m-2025-01.csv",
                "BTCUSDT-1m-2025-01.txt",
                "BTCUSDT-7m-2025-01.zip"
            })
    void namesThatAreNotAreRefusedWithTheFormThatIsExpected(String name) throws IOException {
        write(name, row(0));

        assertThatThrownBy(this::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot read " + folder.resolve(name) + ": its name tells no symbol and interval:"
                        + " SYMBOL-INTERVAL-... with .csv, .csv.gz or .zip is needed, such as BTCUSDT-1m-2026-02.zip");
    }

    @Test
    void aMonthIsCalledAsTheArchiveCallsIt() throws IOException {
        write("BTCUSDT-1mo-2025-01.csv", "1735689600000,1,3,0.5,2,10,1738367999999,20,5,4,8,0\n");

        assertThat(ArchiveKlines.in(folder, Interval.MONTH_1).candles("BTCUSDT"))
                .toIterable()
                .hasSize(1);
    }

    @Test
    void whatIsLeftOutIsSaid() throws IOException {
        write(NAME, row(0));
        write("BTCUSDT-5m-2025-01.csv", row(0));
        write("BTCUSDT-trades-2025-01.csv", "1,2,3");
        write("a.jsonl", "{}");
        write(NAME + ".CHECKSUM", "");
        write(".DS_Store", "");

        assertThat(ArchiveKlines.in(folder, Interval.MINUTE_1).notes())
                .containsExactly(
                        "left out, candles of another interval than 1m: BTCUSDT-5m-2025-01.csv",
                        "left out, no klines by the name: BTCUSDT-trades-2025-01.csv, a.jsonl");
    }

    @Test
    void contentThatContradictsTheNameIsRefused() throws IOException {
        write("BTCUSDT-5m-2025-01.csv", row(0) + row(1));
        assertThatThrownBy(() -> check(Interval.MINUTE_5))
                .hasMessageEndingWith(
                        " line 2 column 7 (close_time): the row is a candle of 1m, the name of the file says 5m");

        Files.delete(folder.resolve("BTCUSDT-5m-2025-01.csv"));
        write(NAME, "1735689600000,1.0,2.0,0.5,1.5,10.5,1735689899999,15.0,3,4.0,6.0,0\n");
        assertRefused(" line 1 column 7 (close_time): the row is a candle of 5m, the name of the file says 1m");
    }

    @Test
    void candlesOffTheGridAndCutOnesAreRead() throws IOException {
        write(NAME, """
                1518169320000,1,1,1,1,1,1518169379999,1,1,1,1,0
                1518169394789,1,1,1,1,1,1518169454788,1,1,1,1,0
                1518169454789,1,1,1,1,1,1518169471000,1,1,1,1,0
                """);

        assertThat(opens()).hasSize(3);
    }

    /** A moment late in a month is found without making candles of what lies before it. */
    @Test
    void rowsBeforeTheWantedOnesArePassedOverUnread() throws IOException {
        write(NAME, row(0) + "1735689660000,no candle\n1735689720000000,neither\n" + row(3) + row(4));

        assertThat(ArchiveKlines.in(folder, Interval.MINUTE_1).candles("BTCUSDT", START + 180_000, Long.MAX_VALUE))
                .toIterable()
                .extracting(Candle::openTime)
                .containsExactly(START + 180_000, START + 240_000);
        assertRefused(" line 2: 11 columns are needed, found 2");
        assertThatThrownBy(() -> ArchiveKlines.in(folder, Interval.MINUTE_1)
                        .candles("BTCUSDT", START + 120_000, Long.MAX_VALUE)
                        .hasNext())
                .hasMessageEndingWith(" line 3: 11 columns are needed, found 2");
    }

    @Test
    void rowsThatRepeatAndAreEqualAreMerged() throws IOException {
        write(NAME, row(0) + row(0) + row(1));
        write("BTCUSDT-1m-2025-01-01.csv", row(0).replace("10.50", "10.5") + row(2));

        ArchiveKlines klines = ArchiveKlines.in(folder, Interval.MINUTE_1);
        klines.check(klines.symbols());

        assertThat(opens()).containsExactly(START, START + 60_000, START + 120_000);
        assertThat(klines.notes()).isEmpty();
    }

    @Test
    void theNewestFileDecidesWhereFilesDisagree() throws IOException {
        write(NAME, row(0) + row(1));
        write("BTCUSDT-1m-2025-01-01.csv", row(1).replace("10.50", "11.50"));
        age(NAME, 1);
        age("BTCUSDT-1m-2025-01-01.csv", 2);
        assertThat(candles()).extracting(Candle::volume).containsExactly("10.50", "11.50");

        age(NAME, 3);
        assertThat(candles()).extracting(Candle::volume).containsExactly("10.50", "10.50");

        age(NAME, 2);
        assertThat(candles()).extracting(Candle::volume).containsExactly("10.50", "10.50");
        ArchiveKlines klines = ArchiveKlines.in(folder, Interval.MINUTE_1);
        klines.check(klines.symbols());
        assertThat(klines.notes())
                .containsExactly(folder.resolve(NAME) + " line 2 and " + folder.resolve("BTCUSDT-1m-2025-01-01.csv")
                        + " line 1 disagree: volume is 10.50 and 11.50; that of " + NAME + " is taken");
    }

    @Test
    void aFileThatDisagreesWithItselfIsRefused() throws IOException {
        write(NAME, row(0) + row(1) + row(1).replace(",3,", ",7,"));

        assertThatThrownBy(this::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot read " + folder.resolve(NAME) + " line 2 and " + folder.resolve(NAME)
                        + " line 3 disagree: count is 3 and 7, and neither is newer than the other (remove the one that"
                        + " is wrong)");
    }

    private void age(String name, int second) throws IOException {
        Files.setLastModifiedTime(folder.resolve(name), FileTime.fromMillis(START + second * 1000L));
    }

    private static String row(long minute) {
        long open = START + minute * 60_000;
        return String.format(Locale.ROOT, "%d,1.0,2.0,0.5,1.5,10.50,%d,15.0,3,4.0,6.0,0%n", open, open + 59_999);
    }
}
