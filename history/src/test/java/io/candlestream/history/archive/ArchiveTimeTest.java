package io.candlestream.history.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTimeTest {
    private static final Instant MADE = Instant.parse("2021-02-01T07:30:12Z");
    private static final String ROW = "1609459200000,1.0,2.0,0.5,1.5,10.0,1609459259999,15.0,3,4.0,6.0,0\n";

    @TempDir
    Path folder;

    @Test
    void aFileWasMadeWhenItWasLastChanged() throws IOException {
        Path file = Files.writeString(folder.resolve("BTCUSDT-1m-2021-01.csv"), ROW);
        Files.setLastModifiedTime(file, FileTime.from(MADE));

        assertThat(ArchiveTime.of(file)).isEqualTo(MADE.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Asia/Kathmandu", "America/New_York"})
    void aZipWasMadeWhenItsCsvWasWhereverItIsRead(String zone) throws IOException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            ZipEntry plain = new ZipEntry("BTCUSDT-1m-2021-01.csv");
            plain.setTimeLocal(LocalDateTime.parse("2021-02-01T07:30:12"));
            ZipEntry extended = new ZipEntry("BTCUSDT-1m-2021-01.csv");
            extended.setLastModifiedTime(FileTime.from(MADE));

            assertThat(ofCsvIn(zip("plain.zip", plain))).isEqualTo(MADE.toEpochMilli());
            assertThat(ofCsvIn(zip("extended.zip", extended))).isEqualTo(MADE.toEpochMilli());
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void aTimeToComeCountsAsNow() throws IOException {
        Path file = Files.writeString(folder.resolve("BTCUSDT-1m-2021-01.csv"), ROW);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));

        assertThat(ArchiveTime.of(file)).isLessThanOrEqualTo(System.currentTimeMillis());
    }

    @Test
    void candlesAreToldWhenTheirFileWasMadeAndNeverBeforeTheirClose() throws IOException {
        Path file = Files.writeString(folder.resolve("BTCUSDT-1m-2021-01.csv"), ROW);
        Files.setLastModifiedTime(file, FileTime.from(MADE));
        assertThat(reportedAt()).isEqualTo(MADE.toEpochMilli());

        Files.setLastModifiedTime(file, FileTime.fromMillis(100_000));
        assertThat(reportedAt()).isEqualTo(1_609_459_259_999L);
    }

    private long reportedAt() {
        return ArchiveKlines.in(folder, Interval.MINUTE_1)
                .candles("BTCUSDT")
                .next()
                .reportedAt();
    }

    private static long ofCsvIn(Path zip) {
        return ArchiveTime.of(zip, ArchiveZip.files(zip).get(0));
    }

    private Path zip(String name, ZipEntry entry) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(entry);
            out.write(ROW.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
