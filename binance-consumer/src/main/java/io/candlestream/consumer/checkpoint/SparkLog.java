package io.candlestream.consumer.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.runtime.settings.FatalException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Spark's files in a checkpoint: {@code offsets/N} says where batch N ends and is written before it runs, {@code commits/N}
 * after it, {@code sources/0/0} where the first batch begins. Each begins with the line {@code v1}.
 *
 * <p>Source: Spark 3.5, {@code OffsetSeqLog}, {@code CommitLog}, {@code KafkaSourceInitialOffsetWriter}.
 */
record SparkLog(CheckpointFiles files) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OFFSETS = "offsets";
    private static final String COMMITS = "commits";
    private static final String BEGINNING = "sources/0/0";
    private static final String METADATA = "metadata";
    private static final String VERSION = "v1";
    private static final String NOTHING_READ = "-";
    private static final String NO_METADATA = "{\"batchWatermarkMs\":0,\"batchTimestampMs\":0,\"conf\":{}}";
    private static final String COMMITTED = "{\"nextBatchWatermarkMs\":0}";
    private static final String CUT_SHORT = "it is empty or cut short";
    private static final String REPEAT =
            "move it and its .crc out of the folder, with the files of the same or a higher"
                    + " number in offsets and commits: those batches are repeated, which changes no row";
    private static final String BEGIN_AGAIN =
            "move the folder aside: everything that the topic holds is read again, which changes no row";

    /** Behind the newest batch that is committed; empty when nothing has been read yet. What a later one has begun may be unwritten. */
    Optional<Positions> positions() {
        checkMetadata();
        long newest = files.newest(OFFSETS);
        long committed = files.newest(COMMITS);
        if (committed >= 0) {
            lines(COMMITS + "/" + committed, 2);
        }
        if (newest >= 0) {
            ends(newest); // Spark reads it in either case
        }
        if (newest > committed) {
            behind(newest - 1); // and this one before it goes on with the newest
        }
        Optional<Positions> positions = behind(committed);
        if (positions.isEmpty() && newest > 0) {
            throw broken(BEGINNING, "it is missing, and no batch is committed", BEGIN_AGAIN);
        }
        return positions;
    }

    /**
     * Whether Spark goes on from {@code positions} by itself: it repeats the newest batch if that is not committed, from the end of
     * the one before it, be that committed or not. Of our own batches of which the commit is missing it can repeat few.
     */
    boolean goesOnFrom(Positions positions) {
        long newest = files.newest(OFFSETS);
        return isCommitted(newest)
                ? behind(newest).filter(positions::equals).isPresent()
                : behind(newest - 1).filter(positions::equals).isPresent()
                        && behind(newest)
                                .filter(end -> end.isReachedFrom(positions))
                                .isPresent();
    }

    /** The topics of which records are in a batch that was begun and is not committed, behind one that is: their rows may be written. */
    Set<String> begun() {
        long newest = files.newest(OFFSETS);
        Optional<Positions> committed = Optional.of(files.newest(COMMITS))
                .filter(batch -> batch >= 0 && batch < newest)
                .flatMap(this::ends);
        return committed
                .flatMap(from -> ends(newest).map(to -> to.namesBeyond(from)))
                .orElse(Set.of());
    }

    private boolean isCommitted(long newest) {
        return files.newest(COMMITS) >= newest;
    }

    /** Adds a batch without records, already committed, that ends at {@code positions}: what was written before stays. */
    void goOnFrom(Positions positions) {
        long newest = files.newest(OFFSETS);
        String metadata =
                newest < 0 ? NO_METADATA : lines(OFFSETS + "/" + newest, 3).get(1);
        long next = Math.max(newest, files.newest(COMMITS)) + 1;
        files.write(OFFSETS + "/" + next, String.join("\n", VERSION, metadata, positions.json()));
        files.write(COMMITS + "/" + next, String.join("\n", VERSION, COMMITTED));
    }

    private Optional<Positions> behind(long batch) {
        return batch >= 0 ? ends(batch) : beginning();
    }

    private Optional<Positions> ends(long batch) {
        String file = OFFSETS + "/" + batch;
        String json = lines(file, 3).get(2);
        return json.equals(NOTHING_READ) ? beginning() : Optional.of(parsed(file, json, REPEAT));
    }

    private Optional<Positions> beginning() {
        return files.read(BEGINNING).map(text -> {
            // Spark puts a zero byte before the version here.
            List<String> lines = text.lines().toList();
            if (lines.size() < 2) {
                throw broken(BEGINNING, CUT_SHORT, BEGIN_AGAIN);
            }
            return parsed(BEGINNING, lines.get(1), BEGIN_AGAIN);
        });
    }

    /** The id that Spark gave the query at its first start; empty before. */
    Optional<UUID> query() {
        checkMetadata();
        return files.read(METADATA).map(text -> {
            try {
                return UUID.fromString(JSON.readTree(text).path("id").asText());
            } catch (JsonProcessingException | IllegalArgumentException e) {
                throw broken(METADATA, "it has no id of a query", BEGIN_AGAIN);
            }
        });
    }

    private void checkMetadata() {
        if (files.read(METADATA).filter(text -> !isJson(text)).isPresent()) {
            throw broken(METADATA, CUT_SHORT, BEGIN_AGAIN);
        }
    }

    private List<String> lines(String file, int least) {
        List<String> lines = files.read(file)
                .orElseThrow(() -> broken(file, "it is missing", BEGIN_AGAIN))
                .lines()
                .toList();
        if (lines.size() < least || !lines.get(0).equals(VERSION) || !isJson(lines.get(1))) {
            throw broken(file, CUT_SHORT, REPEAT);
        }
        return lines;
    }

    private Positions parsed(String file, String json, String wayOut) {
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

    private FatalException broken(String file, String why, String wayOut) {
        return new FatalException("Cannot read checkpoint file " + files.path(file) + ": " + why + " (" + wayOut + ")");
    }
}
