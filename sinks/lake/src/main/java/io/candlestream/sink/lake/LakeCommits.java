package io.candlestream.sink.lake;

import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SourceTopic;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;

/**
 * Makes what the tasks of a batch have written part of the tables, one commit a table, each tried until it is there or the time is
 * over. On the driver.
 *
 * @param place where the lake is, for messages
 * @param catalog asked for at each try
 */
record LakeCommits(String place, Namespace namespace, Supplier<? extends Catalog> catalog, Retry retry) {
    /**
     * @param ids of the topics that are read, by their names
     * @throws FatalException when a table is gone, or cannot be reached for too long
     */
    void commit(long batchId, List<SinkResult> results, Map<String, String> ids) {
        Map<String, List<LakeFiles>> byTable = results.stream()
                .flatMap(result -> ((LakeFiles.Result) result).tables().stream())
                .collect(Collectors.groupingBy(LakeFiles::table, TreeMap::new, Collectors.toList()));
        byTable.forEach((table, tasks) -> {
            List<DataFile> files = new ArrayList<>();
            tasks.forEach(task -> files.addAll(task.files()));
            if (!files.isEmpty()) {
                long rows = tasks.stream().mapToLong(LakeFiles::rows).sum();
                commit(table, new TableCommit(tasks.get(0).query(), batchId, rows, files, read(tasks, ids)));
            }
        });
    }

    private static List<SourceTopic> read(List<LakeFiles> tasks, Map<String, String> ids) {
        Map<String, Map<Integer, Long>> byTopic = new TreeMap<>();
        tasks.forEach(task -> task.ends()
                .forEach((source, end) -> byTopic.computeIfAbsent(source.topic(), topic -> new HashMap<>())
                        .put(source.partition(), end)));
        return byTopic.entrySet().stream()
                .map(topic -> new SourceTopic(topic.getKey(), ids.getOrDefault(topic.getKey(), ""), topic.getValue()))
                .toList();
    }

    private void commit(String table, TableCommit commit) {
        TableIdentifier id = TableIdentifier.of(namespace, table);
        retry.until("commit to lake " + id + " in " + place, () -> {
            try {
                commit.to(catalog.get().loadTable(id));
                return true;
            } catch (NoSuchTableException e) {
                throw new FatalException(
                        "Cannot commit to lake " + id + " in " + place
                                + ": the table is gone (the next start makes it again)",
                        e);
            } catch (RuntimeException e) {
                throw new UnavailableException(RootCause.message(RootCause.innermost(e)), e);
            }
        });
    }
}
