package io.candlestream.ingest.backfill;

import io.candlestream.runtime.settings.FatalException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a job has come, in a file of its own: for each symbol the position from which to go on. It is written when the
 * brokers have all that comes before, so a killed job repeats some events and misses none. It holds for one topic of one cluster: another
 * one of the same name has nothing of it. It has one owner at a time, who holds the lock of a file beside it.
 */
final class Bookmark implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Bookmark.class);
    /** The key of the topic's identity, which can be no symbol. */
    private static final String TOPIC = "@topic";

    private final Path file;
    private final BackfillJob job;
    private final String topic;
    private final OwnerLock owner;
    private final Properties nextBySymbol = new Properties();

    private Bookmark(Path file, BackfillJob job, String topic, OwnerLock owner) {
        this.file = file;
        this.job = job;
        this.topic = topic;
        this.owner = owner;
    }

    /**
     * The bookmark that an earlier run of {@code job} left in {@code folder}, or a new one.
     *
     * @param topic the identity of the topic that the job loads into
     * @throws FatalException when another process has it, or its file cannot be read or written
     */
    public static Bookmark open(Path folder, BackfillJob job, String topic) {
        UUID name = UUID.nameUUIDFromBytes(job.toString().getBytes(StandardCharsets.UTF_8));
        OwnerLock owner = OwnerLock.take(folder.resolve(name + ".lock"));
        try {
            Bookmark bookmark = new Bookmark(folder.resolve(name + ".properties"), job, topic, owner);
            bookmark.load();
            return bookmark;
        } catch (FatalException e) {
            owner.close();
            throw e;
        }
    }

    private void load() {
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                nextBySymbol.load(in);
            } catch (IOException | IllegalArgumentException e) {
                throw new FatalException(
                        "Cannot read the bookmark " + file + ": " + e.getMessage() + " (delete it to begin again)", e);
            }
            if (!topic.equals(nextBySymbol.getProperty(TOPIC))) {
                log.warn(
                        "the bookmark {} is not known to be of this topic {}, which may be another broker's or was made again:"
                                + " the backfill begins again",
                        file,
                        job.topic());
                nextBySymbol.clear();
            }
        }
        nextBySymbol.setProperty(TOPIC, topic);
    }

    /** The position from which to go on with {@code symbol}; empty when nothing of it was loaded. */
    OptionalLong next(String symbol) {
        String text = nextBySymbol.getProperty(symbol);
        return text == null ? OptionalLong.empty() : OptionalLong.of(number(text));
    }

    private long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new FatalException(
                    "Cannot read the bookmark " + file + ": '" + text + "' is no number (delete it to begin again)", e);
        }
    }

    /** Notes that all of {@code symbol} before {@code next} is loaded; a kill leaves the old file or the new one. */
    void move(String symbol, long next) {
        nextBySymbol.setProperty(symbol, String.valueOf(next));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (Writer out = Files.newBufferedWriter(fresh)) {
                nextBySymbol.store(out, job.toString());
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new FatalException(
                    "Cannot write the bookmark " + file + ": " + e + " (CANDLESTREAM_PRODUCER_BACKFILL_FOLDER)", e);
        }
    }

    /** Leaves it to the next owner. */
    @Override
    public void close() {
        owner.close();
    }

    /** The job is done: running it again begins from the start. */
    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new FatalException("Cannot remove the bookmark " + file + ": " + e, e);
        }
    }
}
