package io.candlestream.sink.lake;

import java.util.List;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch of one query for one table: its files, and in the same transaction the property that says so. A property of the table
 * outlives the snapshots, so a batch that is repeated is known also after a compaction and after the snapshots have expired, where
 * what Iceberg's own sink looks for is gone.
 *
 * @param query the id of its checkpoint: the batches of another one are others
 * @param batch its number
 * @param rows a sum over all rows that the batch read: where a checkpoint was put back to an earlier state, its next batches have
 *     numbers that were there before, and other rows
 */
record TableCommit(UUID query, long batch, long rows, List<DataFile> files) {
    private static final Logger LOG = LoggerFactory.getLogger(TableCommit.class);
    private static final String LAST = "last.";

    /** Makes the files part of {@code table}, whose state is the newest; deletes them where the batch is there already. */
    void to(Table table) {
        String key = LAST + query;
        String mine = batch + " " + Long.toHexString(rows);
        String last = table.properties().get(key);
        if (mine.equals(last)) {
            LOG.info("{} has the rows of batch {} already", table.name(), batch);
            files.forEach(file -> table.io().deleteFile(file.location()));
            return;
        }
        if (last != null && numberOf(last) >= batch) {
            LOG.warn(
                    "Batch {} of query {} follows its batch {} in {}: the checkpoint was put back, so rows may be there"
                            + " twice until the next compaction",
                    batch,
                    query,
                    numberOf(last),
                    table.name());
        }
        Transaction transaction = table.newTransaction();
        AppendFiles append = transaction.newAppend();
        files.forEach(append::appendFile);
        append.commit();
        transaction.updateProperties().set(key, mine).commit();
        transaction.commitTransaction();
    }

    private static long numberOf(String batch) {
        return Long.parseLong(batch.substring(0, batch.indexOf(' ')));
    }
}
