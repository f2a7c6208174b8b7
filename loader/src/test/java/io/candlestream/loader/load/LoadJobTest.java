package io.candlestream.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.loader.archive.ArchiveMonths;
import io.candlestream.loader.archive.FileChecksum;
import io.candlestream.runtime.settings.AssetNames;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadJobTest {
    private static final YearMonth MAY = YearMonth.of(2021, 5);
    private static final String NAME = "BTCUSDT-1m-2021-05.csv";

    @TempDir
    private Path folder;

    private Path archive;
    private final MemoryMonths store = new MemoryMonths("assets");

    @BeforeEach
    void anArchive() throws IOException {
        archive = Files.createDirectories(folder.resolve("archive"));
    }

    @Test
    void aFileIsLoadedOnce() {
        upload("1.5");

        assertThat(load().rows()).isEqualTo(1);
        assertThat(load())
                .extracting(LoadJob.Result::rows, LoadJob.Result::monthsBefore)
                .containsExactly(0L, 1);
        assertThat(store.closes("btcusdt")).containsExactly(1.5);
    }

    @Test
    void aFileThatIsUploadedAgainWhileItIsLoadedIsLoadedAgain() {
        upload("1.5");
        store.beforeCommit(() -> upload("1.6"));

        load();
        assertThat(store.closes("btcusdt")).containsExactly(1.5);
        assertThat(load().rows()).isEqualTo(1);
        assertThat(store.closes("btcusdt")).containsExactly(1.6);
        assertThat(load().rows()).isZero();
    }

    @Test
    void soIsOneWithoutAChecksum() {
        write("1.5", Instant.parse("2021-06-01T00:00:00Z"));
        store.beforeCommit(() -> write("1.6", Instant.parse("2021-06-02T00:00:00Z")));

        load();
        assertThat(load().rows()).isEqualTo(1);
        assertThat(store.closes("btcusdt")).containsExactly(1.6);
    }

    /** The half line at the end is of a load that was killed. */
    @Test
    void whatIsNoTextInChecksumsAndNotesStopsNothing() throws IOException {
        upload("1.5");
        load();
        Path notes = folder.resolve("load").resolve(store.id() + "-1m").resolve("loaded");
        Files.write(notes, new byte[] {(byte) 0xe5}, StandardOpenOption.APPEND);
        assertThat(load().monthsBefore()).isEqualTo(1);

        Files.write(FileChecksum.beside(archive.resolve(NAME)), new byte[] {(byte) 0xe5});
        assertThatThrownBy(this::load).hasMessageContaining(NAME + ".CHECKSUM holds no SHA-256 of it");
    }

    private LoadJob.Result load() {
        ArchiveMonths months = ArchiveMonths.in(archive, Interval.MINUTE_1, List.of(), MAY, MAY);
        return new LoadJob(
                        store,
                        new AssetNames(Map.of(), months.symbols()),
                        "binance",
                        Interval.MINUTE_1,
                        folder.resolve("load"),
                        1)
                .run(months, false, Optional.empty());
    }

    private void upload(String close) {
        Path file = write(close, Instant.parse("2021-06-01T00:00:00Z"));
        try {
            Files.writeString(FileChecksum.beside(file), FileChecksum.of(file) + "  " + NAME + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of one candle, always of one size. */
    private Path write(String close, Instant at) {
        try {
            Path file = Files.writeString(
                    archive.resolve(NAME),
                    "1619827200000,1.0,2.0,0.5," + close + ",10.0,1619827259999,15.0,3,4.0,6.0,0\n");
            return Files.setLastModifiedTime(file, FileTime.from(at));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
