package io.candlestream.sink.lake;

import io.candlestream.consumer.sink.SourceTopic;
import io.candlestream.runtime.program.Program;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch of one query for one table: its files, and in the same transaction the properties that say so: its number, and how far it
 * read which topics. A property of the table outlives the snapshots, so a batch that is repeated is known also after a compaction and
 * after the snapshots have expired, where what Iceberg's own sink looks for is gone.
 */
final class TableCommit {
    private static final Logger LOG = LoggerFactory.getLogger(TableCommit.class);
    private static final String LAST = "last.";

    /** Files of a batch that are noted at once. */
    private static final int MANIFESTS = 2;

    /** Iceberg's own threads end when the program is asked to stop, and a batch that is running could no longer be committed. */
    private static final ExecutorService THREADS =
            Executors.newFixedThreadPool(MANIFESTS, Program.daemons("lake-commit"));

    private final UUID query;
    private final long batch;
    private final String mark;
    private final List<DataFile> files;
    private final List<SourceTopic> read;
    private boolean begun;

    /**
     * @param query the id of its checkpoint: the batches of another one are others
     * @param batch its number
     * @param rows a sum over all rows that the batch read: where a checkpoint was put back to an earlier state, its next batches have
     *     numbers that were there before, and other rows
     * @param read the topics of the rows, up to where the batch reads them; none where they are made of others
     */
    TableCommit(UUID query, long batch, long rows, List<DataFile> files, List<SourceTopic> read) {
        this.query = query;
        this.batch = batch;
        this.mark = batch + " " + Long.toHexString(rows);
        this.files = List.copyOf(files);
        this.read = List.copyOf(read);
    }

    /**
     * Makes the files part of {@code table}, whose state is the newest; deletes them where the batch is there by other files. May be
     * called again after a failure: what then is there already may be these files, by a commit whose answer was lost.
     */
    void to(Table table) {
        String last = table.properties().get(LAST + query);
        if (mark.equals(last)) {
            if (!begun) {
                LOG.info("{} has the rows of batch {} already", table.name(), batch);
                files.forEach(file -> table.io().deleteFile(file.location()));
            }
            return;
        }
        if (last != null && numberOf(last) >= batch && !knowsWhatWasRead(table)) {
            LOG.warn(
                    "Batch {} of query {} follows its batch {} in {}: the checkpoint was put back, so rows may be there"
                            + " twice until the next compaction",
                    batch,
                    query,
                    numberOf(last),
                    table.name());
        }
        begun = true;
        Transaction transaction = table.newTransaction();
        AppendFiles append = transaction.newAppend();
        files.forEach(append::appendFile);
        append.scanManifestsWith(THREADS);
        append.writeManifestsWith(THREADS, MANIFESTS);
        append.commit();
        UpdateProperties properties = transaction.updateProperties().set(LAST + query, mark);
        read.forEach(topic -> properties.set(
                ReadPositions.key(query, topic.name()), ReadPositions.text(ReadPositions.after(table, query, topic))));
        properties.commit();
        transaction.commitTransaction();
    }

    /** Then rows that are there did not come. Tables of earlier versions do not. */
    private boolean knowsWhatWasRead(Table table) {
        return !read.isEmpty()
                && read.stream().allMatch(topic -> ReadPositions.of(table, query, topic.name())
                        .isPresent());
    }

    private static long numberOf(String mark) {
        return Long.parseLong(mark.substring(0, mark.indexOf(' ')));
    }
}
