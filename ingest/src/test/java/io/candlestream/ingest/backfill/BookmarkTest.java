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
    private static final String TOPIC = "cluster/topic";

    @TempDir
    Path folder;

    @Test
    void aLaterRunOfTheSameJobGoesOnWhereTheBookmarkLies() {
        move("BTCUSDT", 60_000);
        move("ETHUSDT", 1);
        move("BTCUSDT", 120_000);

        try (Bookmark bookmark = Bookmark.open(folder, JOB, TOPIC)) {
            assertThat(bookmark.next("BTCUSDT")).hasValue(120_000);
            assertThat(bookmark.next("ETHUSDT")).hasValue(1);
            assertThat(bookmark.next("BNBUSDT")).isEmpty();
        }
    }

    @Test
    void anotherJobHasABookmarkOfItsOwn() {
        move("BTCUSDT", 60_000);

        try (Bookmark other = Bookmark.open(folder, job("2021-04-25T00:00:00Z"), TOPIC)) {
            assertThat(other.next("BTCUSDT")).isEmpty();
        }
    }

    /** What was loaded before is not in it. */
    @Test
    void theSameJobIntoAnotherTopicOfThatNameBeginsAgain() {
        move("BTCUSDT", 60_000);

        try (Bookmark other = Bookmark.open(folder, JOB, "cluster/made again")) {
            assertThat(other.next("BTCUSDT")).isEmpty();
            other.move("ETHUSDT", 1);
        }
        try (Bookmark other = Bookmark.open(folder, JOB, "cluster/made again")) {
            assertThat(other.next("ETHUSDT")).hasValue(1);
            assertThat(other.next("BTCUSDT")).isEmpty();
        }
    }

    @Test
    void oneThatNamesNoTopicBeginsAgain() throws IOException {
        move("BTCUSDT", 60_000);
        try (Stream<Path> files = Files.list(folder)) {
            Files.writeString(files.findFirst().orElseThrow(), "BTCUSDT=60000");
        }

        try (Bookmark bookmark = Bookmark.open(folder, JOB, TOPIC)) {
            assertThat(bookmark.next("BTCUSDT")).isEmpty();
        }
    }

    @Test
    void hasOneOwner() {
        try (Bookmark first = Bookmark.open(folder, JOB, TOPIC)) {
            first.move("BTCUSDT", 60_000);
            assertThatThrownBy(() -> Bookmark.open(folder, JOB, TOPIC))
                    .isInstanceOf(FatalException.class)
                    .hasMessageStartingWith("Cannot begin: the same backfill runs already");
        }
        move("BTCUSDT", 120_000);
    }

    @Test
    void aJobThatIsDoneLeavesNothing() throws IOException {
        try (Bookmark bookmark = Bookmark.open(folder.resolve("new"), JOB, TOPIC)) {
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
            Files.writeString(files.findFirst().orElseThrow(), "@topic=" + TOPIC + "\nBTCUSDT=soon");
        }

        Bookmark bookmark = Bookmark.open(folder, JOB, TOPIC);
        assertThatThrownBy(() -> bookmark.next("BTCUSDT"))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("'soon' is no number (delete it to begin again)");
    }

    @Test
    void saysThatTheFolderCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> Bookmark.open(file, JOB, TOPIC).move("BTCUSDT", 1))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("(CANDLESTREAM_PRODUCER_BACKFILL_FOLDER)");
    }

    private void move(String symbol, long next) {
        try (Bookmark bookmark = Bookmark.open(folder, JOB, TOPIC)) {
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
