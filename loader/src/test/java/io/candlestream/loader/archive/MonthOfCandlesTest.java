package io.candlestream.loader.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.history.Candle;
import io.candlestream.history.archive.ArchiveKlines;
import io.candlestream.runtime.Seed;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the reader of bytes against the reader of text, which shares nothing with it. */
class MonthOfCandlesTest {
    private static final LocalDateTime MADE = LocalDateTime.of(2026, 3, 2, 8, 30, 14);
    private static final long OPEN = 1_619_827_200_000L; // 2021-05-01
    private static final String ROW =
            "1619827200000,57697.25000000,57724.00000000,57640.01000000,57719.21000000,65.12000000,"
                    + "1619827259999,3756480.12345678,1853,33.40000000,1926731.00000001,0\n";
    private static final String SECOND =
            ROW.replace("1619827200000", "1619827260000").replace("1619827259999", "1619827319999");

    @TempDir
    private Path folder;

    @Test
    void readsWhatTheReaderOfTextReads() throws IOException {
        Seed seed = Seed.next();
        Random random = seed.random();
        StringBuilder rows = new StringBuilder("open_time,open,high,low,close,volume,close_time,quote_volume,count,"
                + "taker_buy_volume,taker_buy_quote_volume,ignore\n");
        for (int minute = 0; minute < 5000; minute++) {
            if (random.nextInt(50) > 0) {
                rows.append(made(random, OPEN + minute * 60_000L, random.nextBoolean() ? "" : "000"));
            }
        }
        zip("ETHUSDT-1m-2021-05", rows.toString());

        assertEqual("ETHUSDT", seed);
    }

    private static String made(Random random, long open, String micros) {
        double low = 1 + random.nextInt(1_000_000) / 1e3;
        long close = open + (random.nextInt(100) == 0 ? 1 + random.nextInt(59_000) : 59_999);
        long volume = random.nextInt(1_000_000_000);
        return String.format(
                java.util.Locale.ROOT,
                "%d%s,%.5f,%.8f,%.3f,%.4f,%d.%08d,%d%s,%d.%d,%d,%d.00000000,%d,0%n",
                open,
                micros,
                low + 1,
                low + 2,
                low,
                low + 1.5,
                volume,
                random.nextInt(100_000_000),
                close,
                micros,
                random.nextLong() >>> 5,
                random.nextInt(10),
                random.nextInt(10_000),
                volume,
                random.nextInt(1000));
    }

    private void assertEqual(String symbol, Object seed) {
        CandleArrays candles = read(symbol).candles();
        Iterator<Candle> told = ArchiveKlines.in(folder, Interval.MINUTE_1).candles(symbol);
        for (int i = 0; i < candles.size(); i++) {
            Candle candle = told.next();
            String as = candle + ", " + seed;
            assertThat(candles.openTime(i)).as(as).isEqualTo(candle.openTime());
            assertThat(candles.closeTime(i)).as(as).isEqualTo(candle.closeTime());
            assertThat(candles.eventTime(i)).as(as).isEqualTo(candle.reportedAt());
            assertThat(candles.trades(i)).as(as).isEqualTo((int) candle.trades());
            List<String> texts = List.of(
                    candle.open(),
                    candle.high(),
                    candle.low(),
                    candle.close(),
                    candle.volume(),
                    candle.quoteVolume(),
                    candle.takerBuyVolume(),
                    candle.takerBuyQuoteVolume());
            for (int value = 0; value < texts.size(); value++) {
                assertThat(candles.value(i, value)).as(as).isEqualTo(Double.parseDouble(texts.get(value)));
            }
        }
        assertThat(told.hasNext()).isFalse();
    }

    /** One byte of two good rows is changed: whatever it is, nothing is taken that the other reader refuses, or reads otherwise. */
    @Test
    void takesNothingThatTheReaderOfTextRefuses() throws IOException {
        Seed seed = Seed.next();
        Random random = seed.random();
        int taken = 0;
        for (int i = 0; i < 1500; i++) {
            byte[] bytes = (ROW + SECOND).getBytes(StandardCharsets.US_ASCII);
            bytes[random.nextInt(bytes.length)] = (byte) "0123456789.,-+ex\n\r \"\0".charAt(random.nextInt(21));
            zip("ETHUSDT-1m-2021-05", new String(bytes, StandardCharsets.US_ASCII));
            try {
                read("ETHUSDT");
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).startsWith("Cannot load ").doesNotContain("\n");
                continue;
            }
            taken++;
            assertEqual("ETHUSDT", seed);
        }
        assertThat(taken).isBetween(50, 1400);
    }

    @Test
    void namesFileLineAndColumnOfWhatItRefuses() throws IOException {
        refuses(SECOND + ROW, "line 2: the row is older than the one before it");
        refuses(
                ROW + ROW.replace("1853", "1854"),
                "line 2: the row has the open time of the one before it and other values");
        refuses(ROW.replace("65.12000000", "-65.12"), "line 1: column 6 (volume): '-65.12' is not a decimal number");
        refuses(
                ROW.replace("57640.01000000", "57699.00000000"),
                "line 1: no candle can have open 57697.25: it is not between");
        refuses(ROW.replace("1619827259999", "1619827260001"), "line 1: column 7 (close_time)");
        refuses(ROW.replace(",0\n", "").replace(",1926731.00000001", ""), "line 1: 11 columns are needed, found 10");
        refuses(
                ROW.replace("1619827200000", "1622505600000").replace("1619827259999", "1622505659999"),
                "outside of the time");
        refuses(ROW.replace('\n', '\r') + SECOND, "line 1: a line ends with LF");
        refuses("", "no rows in it");
        refuses("a,b\n" + ROW, "line 1: unknown header");
        refuses(ROW + "x".repeat(2000), "it has more than 1024 bytes");
        refuses(five(0) + five(1), "makes candles of 1s, the file's name says 1m");
    }

    private static String five(int second) {
        return ROW.replace("1619827200000", String.valueOf(OPEN + second * 1000L))
                .replace("1619827259999", String.valueOf(OPEN + second * 1000L + 999));
    }

    private void refuses(String rows, String why) throws IOException {
        zip("ETHUSDT-1m-2021-05", rows);
        assertThatThrownBy(() -> read("ETHUSDT"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("ETHUSDT-1m-2021-05.zip");
    }

    @Test
    void aZipThatIsNotWhatItSaysIsRefused() throws IOException {
        Path zip = zip("ETHUSDT-1m-2021-05", ROW);
        Files.writeString(
                folder.resolve("ETHUSDT-1m-2021-05.zip.CHECKSUM"), "0".repeat(64) + "  ETHUSDT-1m-2021-05.zip\n");
        assertThatThrownBy(() -> read("ETHUSDT")).hasMessageContaining("its SHA-256 is " + FileChecksum.of(zip));
        Files.writeString(folder.resolve("ETHUSDT-1m-2021-05.zip.CHECKSUM"), FileChecksum.of(zip) + "  OTHER.zip\n");
        assertThatThrownBy(() -> read("ETHUSDT")).hasMessageContaining("holds no SHA-256 of it");
        Files.delete(folder.resolve("ETHUSDT-1m-2021-05.zip.CHECKSUM"));
        byte[] bytes = Files.readAllBytes(zip);
        Files.write(zip, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> read("ETHUSDT")).hasMessageStartingWith("Cannot load ");
    }

    @Test
    void takesAPairWithANameOfAnyLetters() throws IOException {
        Path zip = zip("币安人生USDT-1m-2021-05", ROW);
        Files.writeString(FileChecksum.beside(zip), FileChecksum.of(zip) + "  " + zip.getFileName() + "\n");
        assertEqual("币安人生USDT", 0);
    }

    /** 200 MB of line feeds in 200 KB. */
    @Test
    void aZipThatUnpacksToTooMuchIsRefused() throws IOException {
        try (ZipOutputStream out =
                new ZipOutputStream(Files.newOutputStream(folder.resolve("ETHUSDT-1m-2021-05.zip")))) {
            out.putNextEntry(new ZipEntry("ETHUSDT-1m-2021-05.csv"));
            byte[] feeds = "\n".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 200; i++) {
                out.write(feeds);
            }
        }
        assertThatThrownBy(() -> read("ETHUSDT")).hasMessageContaining("bytes that its candles can have");
    }

    @Test
    void ofTwoFilesTheNewerDecidesAndHolesAreFilled() throws IOException {
        zip("ETHUSDT-1m-2021-05", ROW, MADE);
        zip("ETHUSDT-1m-2021-05-01", ROW.replace("1853", "1854") + SECOND, MADE.plusDays(1));
        CandleArrays both = read("ETHUSDT").candles();
        assertThat(both.size()).isEqualTo(2);
        assertThat(both.trades(0)).isEqualTo(1854);
        assertEqual("ETHUSDT", 0);

        zip("ETHUSDT-1m-2021-05-01", ROW.replace("1853", "1854") + SECOND, MADE);
        assertThat(read("ETHUSDT").candles().trades(0)).isEqualTo(1853);
        assertEqual("ETHUSDT", 0);
    }

    private MonthOfCandles read(String symbol) {
        YearMonth any = YearMonth.of(2021, 5);
        List<KlineFile> files = new ArrayList<>(ArchiveMonths.in(folder, Interval.MINUTE_1, List.of(symbol), any, any)
                .files()
                .get(any)
                .get(symbol));
        return MonthOfCandles.read(files);
    }

    private Path zip(String name, String rows) throws IOException {
        return zip(name, rows, MADE);
    }

    private Path zip(String name, String rows, LocalDateTime made) throws IOException {
        Path zip = folder.resolve(name + ".zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            ZipEntry entry = new ZipEntry(name + ".csv");
            entry.setTimeLocal(made);
            out.putNextEntry(entry);
            out.write(rows.getBytes(StandardCharsets.US_ASCII));
        }
        return zip;
    }
}
