package io.candlestream.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void knowsHowManyRecordsABatchReadsThatWasBegunAndNotCommitted() throws IOException {
        CheckpointWatch checkpoint = new CheckpointWatch(folder);
        assertThat(checkpoint.unfinishedRecords()).isZero();

        write("offsets/.10.crc", "commits/9");
        offsets(9, 100, 20, 3);
        offsets(10, 130, 25, 3);
        assertThat(checkpoint.unfinishedRecords()).isEqualTo(35);

        write("commits/10");
        assertThat(checkpoint.unfinishedRecords()).isZero();
        assertThat(checkpoint.files()).isEqualTo(5);
    }

    @Test
    void noticesWhenABatchBeginsAndWhenItsCommitDoes() {
        write("offsets/3", "commits/3");
        CheckpointWatch checkpoint = new CheckpointWatch(folder);

        CompletableFuture<Void> begun = soon("offsets/4");
        assertThat(timed(() -> checkpoint.awaitNextBatch(PATIENCE))).isLessThan(PATIENCE);
        begun.join();

        CompletableFuture<Void> committing = soon("commits/.4.0a1b.tmp");
        assertThat(timed(() -> checkpoint.awaitCommitBegun(PATIENCE))).isLessThan(PATIENCE);
        committing.join();
    }

    /** As Spark writes them: a version, its settings, then the topics' partitions with the offsets at which the batch ends. */
    private void offsets(int batch, int first, int second, int gaps) throws IOException {
        String text =
                "v1\n{\"batchWatermarkMs\":0,\"batchTimestampMs\":1764284000000,\"conf\":{\"partitions\":\"200\"}}\n"
                        + "{\"data.asset_prices\":{\"1\":%d,\"0\":%d},\"data.asset_prices.gaps\":{\"0\":%d}}";
        Files.writeString(folder.resolve("offsets/" + batch), text.formatted(second, first, gaps));
    }

    private CompletableFuture<Void> soon(String name) {
        return CompletableFuture.runAsync(
                () -> write(name), CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
    }

    private static Duration timed(Runnable task) {
        long begin = System.nanoTime();
        task.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void write(String... names) {
        try {
            for (String name : names) {
                Files.createDirectories(folder.resolve(name).getParent());
                Files.createFile(folder.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
