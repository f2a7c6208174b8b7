package io.candlestream.ingest.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookmarkTest {
    private static final BackfillJob JOB = job("2021-04-24T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void aLaterRunOfTheSameJobGoesOnWhereTheBookmarkLies() {
        move("BTCUSDT", 60_000);
        move("ETHUSDT", 1);
        move("BTCUSDT", 120_000);

        try (Bookmark bookmark = Bookmark.open(folder, JOB)) {
            assertThat(bookmark.next("BTCUSDT")).hasValue(120_000);
            assertThat(bookmark.next("ETHUSDT")).hasValue(1);
            assertThat(bookmark.next("BNBUSDT")).isEmpty();
        }
    }

    @Test
    void anotherJobHasABookmarkOfItsOwn() {
        move("BTCUSDT", 60_000);

        try (Bookmark other = Bookmark.open(folder, job("2021-04-25T00:00:00Z"))) {
            assertThat(other.next("BTCUSDT")).isEmpty();
        }
    }

    @Test
    void hasOneOwner() {
        try (Bookmark first = Bookmark.open(folder, JOB)) {
            first.move("BTCUSDT", 60_000);
            assertThatThrownBy(() -> Bookmark.open(folder, JOB))
                    .isInstanceOf(FatalException.class)
                    .hasMessageStartingWith("Cannot begin: the same backfill runs already");
        }
        move("BTCUSDT", 120_000);
    }

    @Test
    void aJobThatIsDoneLeavesNothing() throws IOException {
        try (Bookmark bookmark = Bookmark.open(folder.resolve("new"), JOB)) {
            bookmark.move("BTCUSDT", 60_000);
            bookmark.remove();
        }

        try (Stream<Path> files = Files.list(folder.resolve("new"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void saysWhatToDoAboutABookmarkThatCannotBeRead() throws IOException {
        move("BTCUSDT", 60_000);
        try (Stream<Path> files = Files.list(folder)) {
            Files.writeString(files.findFirst().orElseThrow(), "BTCUSDT=soon");
        }

        Bookmark bookmark = Bookmark.open(folder, JOB);
        assertThatThrownBy(() -> bookmark.next("BTCUSDT"))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("'soon' is no number (delete it to begin again)");
    }

    @Test
    void saysThatTheFolderCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> Bookmark.open(file, JOB).move("BTCUSDT", 1))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("(CANDLESTREAM_PRODUCER_BACKFILL_FOLDER)");
    }

    private void move(String symbol, long next) {
        try (Bookmark bookmark = Bookmark.open(folder, JOB)) {
            bookmark.move(symbol, next);
        }
    }

    private static BackfillJob job(String from) {
        return new BackfillJob(
                List.of("BTCUSDT", "ETHUSDT"),
                "1m",
                Instant.parse(from),
                Optional.empty(),
                "files",
                "data.asset_prices",
                List.of());
    }
}
