package io.candlestream.history.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveKlinesTest {
    private static final String SHA_256 = "de1a9cd7b7c04bd1c3c0d8ce56e86087ea16f5b64cbf0fbb0e5ec3ab0ecec4b1";

    private static final long START = 1_609_459_200_000L;

    @TempDir
    Path folder;

    private Path zip;

    @BeforeEach
    void anArchiveOfTwoCandles() throws IOException {
        zip = folder.resolve("BTCUSDT-1m-2021-01.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("BTCUSDT-1m-2021-01.csv"));
            out.write((row(0) + row(1)).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void readsTheFilesOfAFolder() throws IOException {
        Files.writeString(folder.resolve("README.md"), "not klines");
        Files.writeString(folder.resolve("ETHUSDT-1m-2021-01.csv"), row(7));

        ArchiveKlines klines = ArchiveKlines.in(folder, Interval.MINUTE_1);

        assertThat(klines.symbols()).containsExactly("BTCUSDT", "ETHUSDT");
        assertThat(opens(klines, "BTCUSDT")).containsExactly(START, START + 60_000);
        assertThat(opens(klines, "ETHUSDT")).containsExactly(START + 420_000);
        assertThat(opens(klines, "BNBUSDT")).isEmpty();
    }

    @Test
    void readsAStretchOfSeveralFiles() throws IOException {
        Files.writeString(folder.resolve("BTCUSDT-1m-2021-02.csv"), row(5) + row(6));
        Files.writeString(folder.resolve("BTCUSDT-1m-2021-03.csv"), row(6) + row(7) + row(8));

        List<Long> opens = new ArrayList<>();
        ArchiveKlines.in(folder, Interval.MINUTE_1)
                .candles("BTCUSDT", START + 60_000, START + 420_000)
                .forEachRemaining(candle -> opens.add(candle.openTime()));

        assertThat(opens).containsExactly(START + 60_000, START + 300_000, START + 360_000, START + 420_000);
    }

    /** From the first candle to the last, without the months and days that no file is about. */
    @Test
    void namesTellWhatTheFilesAreAbout() throws IOException {
        Files.writeString(folder.resolve("BTCUSDT-1m-2021-02.csv"), row(at("2021-02-10T00:00:00Z")));
        Files.writeString(folder.resolve("BTCUSDT-1m-2021-03-03.csv"), row(at("2021-03-03T00:00:00Z")));
        Files.writeString(folder.resolve("BTCUSDT-1m-2021-03-04.csv"), row(at("2021-03-04T00:00:00Z")));
        Files.writeString(folder.resolve("BTCUSDT-1m-2021-06.csv"), row(at("2021-06-02T00:00:00Z")));

        assertThat(stretches())
                .containsExactly(
                        "2021-01-01T00:00:00Z to 2021-02-28T23:59:59.999Z",
                        "2021-03-03T00:00:00Z to 2021-03-04T23:59:59.999Z",
                        "2021-06-01T00:00:00Z to 2021-06-02T00:00:00Z");
    }

    @Test
    void eachCandleIsInAStretchWhateverTheNamesTell() throws IOException {
        Files.writeString(
                folder.resolve("BTCUSDT-1m-2021-06.csv"),
                row(at("2021-05-31T23:59:00Z")) + row(at("2021-06-01T00:00:00Z")));
        assertThat(stretches())
                .containsExactly(
                        "2021-01-01T00:00:00Z to 2021-05-31T23:59:00Z", "2021-06-01T00:00:00Z to 2021-06-01T00:00:00Z");

        Files.writeString(folder.resolve("BTCUSDT-1m-all.csv"), row(at("2021-09-01T00:00:00Z")));
        assertThat(stretches()).containsExactly("2021-01-01T00:00:00Z to 2021-09-01T00:00:00Z");
    }

    private List<String> stretches() {
        ArchiveKlines klines = ArchiveKlines.in(folder, Interval.MINUTE_1);
        klines.check(klines.symbols());
        return klines.stretches("BTCUSDT").stream()
                .map(told -> Instant.ofEpochMilli(told.first()) + " to " + Instant.ofEpochMilli(told.last()))
                .toList();
    }

    /** The minute since the first one. */
    private static long at(String time) {
        return (Instant.parse(time).toEpochMilli() - START) / 60_000;
    }

    @Test
    void takesAFileThatIsWhatItsChecksumSays() throws Exception {
        checksum(sha256() + "  BTCUSDT-1m-2021-01.zip\n");

        assertThat(opens(ArchiveKlines.in(folder, Interval.MINUTE_1), "BTCUSDT"))
                .hasSize(2);
    }

    @Test
    void refusesAFileThatIsNotWhatItsChecksumSays() throws Exception {
        checksum(SHA_256 + " *BTCUSDT-1m-2021-01.zip");

        assertThatThrownBy(this::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot read " + zip + ": its SHA-256 is " + sha256()
                        + ", BTCUSDT-1m-2021-01.zip.CHECKSUM says " + SHA_256 + " (download both again)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", SHA_256 + "  ETHUSDT-1m-2021-01.zip"})
    void refusesAChecksumOfSomethingElse(String line) throws IOException {
        checksum(line);

        assertThatThrownBy(this::check)
                .hasMessage("Cannot read " + zip + ": BTCUSDT-1m-2021-01.zip.CHECKSUM holds no SHA-256 of it");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> ArchiveKlines.in(folder.resolve("none"), Interval.MINUTE_1))
                .hasMessage("Cannot read " + folder.resolve("none") + ": no such folder");
    }

    @Test
    void saysThatAFileIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> ArchiveKlines.in(file, Interval.MINUTE_1))
                .hasMessage("Cannot read " + file + ": it is a file, and a folder is needed");
    }

    private void check() {
        ArchiveKlines klines = ArchiveKlines.in(folder, Interval.MINUTE_1);
        klines.check(klines.symbols());
    }

    private void checksum(String line) throws IOException {
        Files.writeString(folder.resolve("BTCUSDT-1m-2021-01.zip.CHECKSUM"), line);
    }

    private String sha256() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(zip));
        return HexFormat.of().formatHex(digest);
    }

    private static List<Long> opens(ArchiveKlines klines, String symbol) {
        List<Long> opens = new ArrayList<>();
        klines.candles(symbol).forEachRemaining(candle -> opens.add(candle.openTime()));
        return opens;
    }

    private static String row(long minute) {
        return "%d,1.0,2.0,0.5,1.5,10.0,%d,15.0,3,4.0,6.0,0\n"
                .formatted(START + minute * 60_000, START + minute * 60_000 + 59_999);
    }
}
