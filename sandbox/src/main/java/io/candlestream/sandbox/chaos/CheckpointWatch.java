package io.candlestream.sandbox.chaos;

import io.candlestream.sandbox.server.Wait;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The consumer's checkpoint, looked at from outside: Spark writes {@code offsets/N} before batch N and {@code commits/N}
 * after it, each by way of a hidden temporary file.
 */
record CheckpointWatch(Path folder) {
    private static final Duration POLL = Duration.ofNanos(50_000);
    /** Of a partition, as in {@code {"data.asset_prices":{"0":4711}}}. */
    private static final Pattern OFFSET = Pattern.compile("\"\\d+\":(\\d+)");

    /** How many records the batch reads that was begun and not committed; 0 without one. */
    long unfinishedRecords() {
        long begun = newest("offsets");
        return begun > newest("commits") ? end(begun) - end(begun - 1) : 0;
    }

    /** The offsets at which a batch ends, added up over all partitions; 0 for the batch before the first. */
    private long end(long batch) {
        try {
            Path file = folder.resolve("offsets").resolve(String.valueOf(batch));
            String text = batch < 0 ? "" : Files.readString(file);
            return OFFSET.matcher(text)
                    .results()
                    .mapToLong(offset -> Long.parseLong(offset.group(1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the offsets of batch " + batch, e);
        }
    }

    /** Returns when the next batch has its offsets written, or after {@code patience}. */
    void awaitNextBatch(Duration patience) {
        Path next = folder.resolve("offsets").resolve(String.valueOf(newest("offsets") + 1));
        Wait.until(patience, POLL, () -> Files.exists(next));
    }

    /** Returns when the commit of the newest batch is being written, or after {@code patience}. */
    void awaitCommitBegun(Duration patience) {
        String batch = String.valueOf(newest("offsets"));
        Wait.until(patience, POLL, () -> names("commits")
                .anyMatch(name -> name.equals(batch) || name.startsWith("." + batch + ".")));
    }

    long files() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        } catch (NoSuchFileException | UncheckedIOException e) {
            return 0; // it changes while it is counted: the next sample will do
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + folder, e);
        }
    }

    private long newest(String log) {
        return names(log).flatMapToLong(CheckpointWatch::number).max().orElse(-1);
    }

    private static LongStream number(String name) {
        return name.matches("\\d{1,18}") ? LongStream.of(Long.parseLong(name)) : LongStream.empty();
    }

    /** The names in one log; none before the consumer has made it. */
    private Stream<String> names(String log) {
        File[] files = folder.resolve(log).toFile().listFiles();
        return files == null ? Stream.empty() : Stream.of(files).map(File::getName);
    }
}
