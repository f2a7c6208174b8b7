package io.candlestream.consumer.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.settings.StopException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Spark's files in a checkpoint: {@code offsets/N} says where batch N ends and is written before it runs, {@code commits/N}
 * after it, {@code sources/0/0} where the first batch begins. Each begins with the line {@code v1}.
 *
 * <p>Source: Spark 3.5, {@code OffsetSeqLog}, {@code CommitLog}, {@code KafkaSourceInitialOffsetWriter}.
 */
final class SparkLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "v1";
    private static final String NOTHING_READ = "-";
    private static final String NO_METADATA = "{\"batchWatermarkMs\":0,\"batchTimestampMs\":0,\"conf\":{}}";
    private static final String COMMITTED = "{\"nextBatchWatermarkMs\":0}";
    private static final String REPEAT =
            "move it and its .crc out of the folder, with the files of the same or a higher"
                    + " number in offsets and commits: those batches are repeated, which changes no row";
    private static final String BEGIN_ANEW =
            "move the folder aside: everything that the topic holds is read again, which changes no row";

    private final Path folder;
    private final Path offsets;
    private final Path commits;

    SparkLog(Path folder) {
        this.folder = folder;
        this.offsets = folder.resolve("offsets");
        this.commits = folder.resolve("commits");
    }

    /**
     * Where the next start begins, empty when nothing has been read yet: behind the newest batch if it is committed, else
     * before it.
     */
    Optional<Positions> positions() {
        checkMetadata();
        long newest = newest(offsets);
        long committed = newest(commits);
        if (committed >= 0) {
            lines(commits.resolve(String.valueOf(committed)), 2);
        }
        if (newest >= 0) {
            ends(newest); // Spark reads it in either case
        }
        long behind = committed >= newest ? committed : newest - 1;
        return behind >= 0 ? ends(behind) : beginning();
    }

    /** Adds a batch without records, already committed, that ends at {@code positions}: what was written before stays. */
    void goOnFrom(Positions positions) {
        long newest = newest(offsets);
        String metadata = newest < 0
                ? NO_METADATA
                : lines(offsets.resolve(String.valueOf(newest)), 3).get(1);
        String next = String.valueOf(Math.max(newest, newest(commits)) + 1);
        CheckpointFiles.write(offsets.resolve(next), String.join("\n", VERSION, metadata, positions.json()));
        CheckpointFiles.write(commits.resolve(next), String.join("\n", VERSION, COMMITTED));
    }

    private Optional<Positions> ends(long batch) {
        Path file = offsets.resolve(String.valueOf(batch));
        String json = lines(file, 3).get(2);
        return json.equals(NOTHING_READ) ? beginning() : Optional.of(parsed(file, json, REPEAT));
    }

    private Optional<Positions> beginning() {
        Path file = folder.resolve("sources").resolve("0").resolve("0");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        // Spark puts a zero byte before the version here.
        List<String> lines = CheckpointFiles.read(file).lines().toList();
        if (lines.size() < 2) {
            throw broken(file, "it is empty or cut short", BEGIN_ANEW);
        }
        return Optional.of(parsed(file, lines.get(1), BEGIN_ANEW));
    }

    private void checkMetadata() {
        Path file = folder.resolve("metadata");
        if (Files.exists(file) && !isJson(CheckpointFiles.read(file))) {
            throw broken(file, "it is empty or cut short", BEGIN_ANEW);
        }
    }

    private static List<String> lines(Path file, int least) {
        if (!Files.exists(file)) {
            throw broken(file, "it is missing", BEGIN_ANEW);
        }
        List<String> lines = CheckpointFiles.read(file).lines().toList();
        if (lines.size() < least || !lines.get(0).equals(VERSION) || !isJson(lines.get(1))) {
            throw broken(file, "it is empty or cut short", REPEAT);
        }
        return lines;
    }

    private static Positions parsed(Path file, String json, String wayOut) {
        try {
            return Positions.parse(json);
        } catch (JsonProcessingException | NumberFormatException e) {
            throw broken(file, "it is cut short", wayOut);
        }
    }

    private static boolean isJson(String text) {
        try {
            return JSON.readTree(text).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** The number of the newest file, -1 without one. */
    private static long newest(Path folder) {
        if (!Files.isDirectory(folder)) {
            return -1;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,18}"))
                    .mapToLong(Long::parseLong)
                    .max()
                    .orElse(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StopException broken(Path file, String why, String wayOut) {
        return new StopException("Cannot read checkpoint file " + file + ": " + why + " (" + wayOut + ")");
    }
}
