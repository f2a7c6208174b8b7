package io.candlestream.history.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.history.Candle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people put in a folder of archives: every row of it is read exactly, or one line says which is not and why. */
class ArchiveCasesTest extends ArchiveFolderCase {
    private static final long START = 1_735_689_600_000L;
    private static final String NAME = "BTCUSDT-1m-2025-01.csv";
    private static final String HEADER = "open_time,open,high,low,close,volume,close_time,quote_volume,count,"
            + "taker_buy_volume,taker_buy_quote_volume,ignore\n";

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\n\n  \n"})
    void anyEndOfLineWillDo(String end) throws IOException {
        write(NAME, (HEADER + row(0) + row(1)).replace("\n", end));

        assertThat(opens()).containsExactly(START, START + 60_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPEN_TIME,Open,HIGH",
                "openTime,open,high",
                "\"open_time\",\"open\",high",
                " open_time , open, high",
                "Open time,open,high",
                "timestamp,open,high"
            })
    void aKnownHeaderIsSkipped(String begin) throws IOException {
        write(NAME, HEADER.replace("open_time,open,high", begin) + row(0));

        assertThat(opens()).containsExactly(START);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",open_time,open,high",
                "open_time,close,high",
                "# from somewhere",
                "date,open,high",
                "open_time,open,low"
            })
    void anUnknownHeaderIsRefused(String begin) throws IOException {
        write(NAME, HEADER.replace("open_time,open,high", begin) + row(0));

        assertRefused(" line 1: unknown header, '");
    }

    @Test
    void aHeaderAmongTheRowsIsRefused() throws IOException {
        write(NAME, HEADER + row(0) + "\n" + HEADER + row(1));

        assertRefused(" line 4: a header among the rows, where a row is expected");
    }

    @Test
    void aByteOrderMarkIsSkipped() throws IOException {
        write(NAME, "\uFEFF" + HEADER + row(0));
        assertThat(opens()).containsExactly(START);

        write(NAME, "\uFEFF" + row(0));
        assertThat(opens()).containsExactly(START);
    }

    @Test
    void anotherEncodingIsNamed() throws IOException {
        Files.write(folder.resolve(NAME), ("\uFEFF" + row(0)).getBytes(StandardCharsets.UTF_16LE));
        assertRefused(": it is text in UTF-16, and UTF-8 is needed (save it so)");

        Files.write(folder.resolve(NAME), row(0).getBytes(StandardCharsets.UTF_16BE));
        assertRefused(" line 1: it is no text");
    }

    @Test
    void aLineWithoutEndIsRefused() throws IOException {
        write(NAME, row(0) + "1".repeat(100_000));

        assertRefused(" line 2: it has more than 65536 characters");
    }

    /** The columns: 0 open time, 5 volume, 6 close time, 7 quote volume, 8 count. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8 | +5 | column 9 (count): '+5' is not a whole number",
                "8 | 5.0 | column 9 (count): '5.0' is not a whole number",
                "8 | 99999999999999999999 | column 9 (count): '99999999999999999999' is not a whole number",
                "7 | .5 | column 8 (quote_volume): '.5' is not a decimal number",
                "7 | NaN | column 8 (quote_volume): 'NaN' is not a decimal number",
                "7 | 1e3 | column 8 (quote_volume): '1e3' is not a decimal number",
                "7 | -1.0 | column 8 (quote_volume): '-1.0' is not a decimal number",
                "7 | '' | column 8 (quote_volume): a number is missing",
                "0 | 1.735690e+12 | column 1 (open_time): '1.735690e+12' is not a whole number",
                "0 | 1735689600000.0 | column 1 (open_time): '1735689600000.0' is not a whole number",
                "0 | 2025-01-01 00:00:00 | column 1 (open_time): '2025-01-01 00:00:00' is not a whole number",
                "0 | 1735689600 | column 1 (open_time): '1735689600' is in seconds: a time in milliseconds or"
                        + " microseconds is needed",
                "0 | 1735689600000000000 | column 1 (open_time): '1735689600000000000' is in nanoseconds: a time in"
                        + " milliseconds or microseconds is needed",
                "0 | 0 | column 1 (open_time): '0' is too small: a time in milliseconds or microseconds is needed",
                "6 | 1735689659 | column 7 (close_time): '1735689659' is in seconds: a time in milliseconds or"
                        + " microseconds is needed",
            })
    void whatIsNotCertainIsRefused(int column, String text, String why) throws IOException {
        String[] cells = row(1).strip().split(",");
        cells[column] = text;
        write(NAME, HEADER + row(0) + String.join(",", cells) + "\n");

        assertRefused(" line 3 " + why);
    }

    @Test
    void whatIsCertainIsReadExactly() throws IOException {
        write(
                NAME,
                HEADER + row(0).replace(",", " , ") + '"' + row(1).strip().replace(",", "\",\"") + "\"\n"
                        + row(2).strip() + ",7,abc\n" + row(3).replaceAll(",0\n", "\n"));

        assertThat(candles())
                .extracting(Candle::openTime, Candle::volume, Candle::quoteVolume, Candle::trades)
                .containsOnly(
                        tuple(START, 1),
                        tuple(START + 60_000, 1),
                        tuple(START + 120_000, 1),
                        tuple(START + 180_000, 1));
    }

    private static org.assertj.core.groups.Tuple tuple(long open, int unused) {
        return org.assertj.core.groups.Tuple.tuple(open, "10.50", "15.0", 3L);
    }

    @Test
    void timesInMicrosecondsAreReadBesideMilliseconds() throws IOException {
        write(
                NAME,
                row(0) + (START + 60_000) + "000,1.0,2.0,0.5,1.5,10.50," + (START + 119_999)
                        + "999,15.0,3,4.0,6.0,0\n");

        assertThat(candles()).extracting(Candle::closeTime).containsExactly(START + 59_999, START + 119_999);
    }

    @Test
    void columnsAndTheirSeparatorAreNamed() throws IOException {
        write(NAME, "1735689600000,1.0,2.0,0.5,1.5,10.5\n");
        assertRefused(" line 1: 11 columns are needed, found 6");

        write(NAME, (HEADER + row(0)).replace(',', ';'));
        assertRefused(" line 1: a comma is needed between the columns, found another separator");

        write(NAME, HEADER.substring(0, HEADER.indexOf(",close_time")) + "\n");
        assertRefused(" line 1: unknown header, '' stands where column 7 (close_time) is expected");

        write(NAME, "0," + row(0));
        assertRefused(" line 1 column 1 (open_time): '0' is too small");
    }

    @Test
    void everyCsvOfAZipIsReadAndNothingElse() throws IOException {
        byte[] zip =
                zip("BTCUSDT/", "", "README.txt", "hello", "BTCUSDT/a.csv", row(0) + row(1), "b.csv", HEADER + row(2));
        Files.write(folder.resolve("BTCUSDT-1m-2025-01.zip"), zip);

        assertThat(opens()).containsExactly(START, START + 60_000, START + 120_000);
    }

    @Test
    void aZipThatIsNotWholeIsNamed() throws IOException {
        Path file = folder.resolve("BTCUSDT-1m-2025-01.zip");
        Files.write(file, zip());
        assertRefused(": no whole zip, no csv in the zip (download it again)");

        Files.writeString(file, row(0));
        assertRefused(": no whole zip, ");

        byte[] whole = zip("BTCUSDT-1m-2025-01.csv", row(0) + row(1));
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertRefused(": no whole zip, ");

        Files.write(file, zip("ETHUSDT-1m-2025-01.csv", row(0)));
        assertRefused(" (ETHUSDT-1m-2025-01.csv): it says ETHUSDT 1m, the zip BTCUSDT 1m");
    }

    @Test
    void aZipWithAFlippedByteIsNamed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry(NAME);
            byte[] content = row(0).getBytes(StandardCharsets.UTF_8);
            java.util.zip.CRC32 crc = new java.util.zip.CRC32();
            crc.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(crc.getValue());
            out.putNextEntry(entry);
            out.write(content);
        }
        String zip = bytes.toString(StandardCharsets.ISO_8859_1).replace("10.50", "10.51");
        Files.write(folder.resolve("BTCUSDT-1m-2025-01.zip"), zip.getBytes(StandardCharsets.ISO_8859_1));

        assertRefused(" (" + NAME + "): its CRC-32 is not what the zip says (download it again)");
    }

    @Test
    void everyMemberOfAGzIsRead() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(gz(HEADER + row(0)));
        both.write(gz(row(1)));
        Files.write(folder.resolve(NAME + ".gz"), both.toByteArray());

        assertThat(opens()).containsExactly(START, START + 60_000);
    }

    @Test
    void aGzThatIsNotWholeIsNamed() throws IOException {
        Path file = folder.resolve(NAME + ".gz");
        Files.writeString(file, row(0));
        assertRefused(": Not in GZIP format");

        byte[] whole = gz(row(0) + row(1));
        for (int cut : new int[] {3, 12, whole.length / 2}) {
            Files.write(file, java.util.Arrays.copyOf(whole, whole.length - cut));
            assertRefused(": it ends too early (download it again)");
        }
    }

    @Test
    void whatHoldsNothingIsNamed() throws IOException {
        write(NAME, "");
        assertRefused(": no rows in it");

        write(NAME, HEADER);
        assertRefused(": no rows in it");

        Files.delete(folder.resolve(NAME));
        Files.createDirectory(folder.resolve(NAME));
        assertRefused(": it is a folder");

        Files.delete(folder.resolve(NAME));
        Path zip = Files.createDirectory(folder.resolve("BTCUSDT-1m-2025-01.zip"));
        assertRefused(": it is a folder");

        Files.delete(zip);
        assertThatThrownBy(this::check).hasMessageContaining(": no klines of 1m in it (");
    }

    @Test
    void aFileIsReadToItsEndBeforeAnythingIsTold() throws IOException {
        write(NAME, HEADER + row(0) + row(1) + "garbage\n");

        assertRefused(" line 4: 11 columns are needed, found 1");
    }

    @Test
    void rowsThatRunBackwardsAreRefused() throws IOException {
        write(NAME, row(1) + row(0));

        assertRefused(" line 2: the row is older than the one before it");
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                out.putNextEntry(new ZipEntry(namesAndTexts[i]));
                out.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gz(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String row(long minute) {
        long open = START + minute * 60_000;
        return String.format(Locale.ROOT, "%d,1.0,2.0,0.5,1.5,10.50,%d,15.0,3,4.0,6.0,0%n", open, open + 59_999);
    }
}
