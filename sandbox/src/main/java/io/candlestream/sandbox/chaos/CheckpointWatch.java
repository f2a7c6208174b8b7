package io.candlestream.sandbox.chaos;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The consumer's checkpoint, looked at from outside: Spark writes {@code offsets/N} before batch N and {@code commits/N}
 * after it, each by way of a hidden temporary file.
 */
record CheckpointWatch(Path folder) {
    private static final long POLL_NANOS = 50_000;

    /** The batch that was begun and not committed. */
    OptionalLong unfinishedBatch() {
        long begun = newest("offsets");
        return begun > newest("commits") ? OptionalLong.of(begun) : OptionalLong.empty();
    }

    /** Returns when the next batch has its offsets written, or after {@code patience}. */
    void awaitNextBatch(Duration patience) {
        Path next = folder.resolve("offsets").resolve(String.valueOf(newest("offsets") + 1));
        long deadline = System.nanoTime() + patience.toNanos();
        while (!Files.exists(next) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Returns when the commit of the newest batch is being written, or after {@code patience}. */
    void awaitCommitBegun(Duration patience) {
        String batch = String.valueOf(newest("offsets"));
        long deadline = System.nanoTime() + patience.toNanos();
        while (names("commits").noneMatch(name -> name.equals(batch) || name.startsWith("." + batch + "."))
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** How many files it has. */
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
