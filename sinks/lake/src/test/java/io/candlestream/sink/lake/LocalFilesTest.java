package io.candlestream.sink.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.iceberg.io.FileInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
    private static final int FILES = 50;
    private static final int LISTS = 500;

    /** Each commit deletes the oldest metadata, and lake check looks at a lake that is written. */
    @Test
    void listsWhatStaysWhileOthersAreDeleted(@TempDir Path folder) throws IOException {
        Path kept = Files.writeString(
                Files.createDirectories(folder.resolve("data")).resolve("kept"), "rows");
        Path metadata = Files.createDirectories(folder.resolve("metadata"));
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<Void> commits = CompletableFuture.runAsync(() -> {
            while (!ended.get()) {
                comeAndGo(metadata);
            }
        });
        try {
            for (int i = 0; i < LISTS; i++) {
                assertThat(new LocalFiles().listPrefix("file:" + folder))
                        .filteredOn(file -> file.location().endsWith("/kept"))
                        .extracting(FileInfo::location, FileInfo::size, FileInfo::createdAtMillis)
                        .containsExactly(tuple(
                                "file:" + kept,
                                4L,
                                Files.getLastModifiedTime(kept).toMillis()));
            }
        } finally {
            ended.set(true);
        }
        assertThat(commits).succeedsWithin(Duration.ofSeconds(10));
    }

    private static void comeAndGo(Path folder) {
        try {
            for (int i = 0; i < FILES; i++) {
                Files.createFile(folder.resolve("v" + i));
            }
            for (int i = 0; i < FILES; i++) {
                Files.delete(folder.resolve("v" + i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
