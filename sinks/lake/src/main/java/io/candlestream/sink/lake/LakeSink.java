package io.candlestream.sink.lake;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/** Stores rows in Iceberg tables: the tasks write the files, the driver makes them part of the tables, once a batch. */
final class LakeSink implements Sink {
    private static final long serialVersionUID = 1;
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final String name;
    private final String namespace;
    private final boolean raw;
    private final Duration writeDeadline;
    /** What tasks have to know of the tables, by their names; filled on the driver before the first batch. */
    private final Map<String, LakeTable> tables = new ConcurrentHashMap<>();
    /** The driver's alone. */
    private transient JdbcCatalog catalog;

    LakeSink(String name, String namespace, boolean raw, Duration writeDeadline) {
        this.name = name;
        this.namespace = namespace;
        this.raw = raw;
        this.writeDeadline = writeDeadline;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String target(RowLayout<?> layout) {
        return "lake "
                + LakeLayout.of(layout, raw).tables().stream()
                        .map(table -> namespace + "." + table)
                        .collect(Collectors.joining(" and "));
    }

    @Override
    public void validate(RowLayout<?> layout, SparkConf conf, Duration deadline) {
        LakeAddress address = LakeAddress.of(name, conf);
        LakeLayout<?> wanted = LakeLayout.of(layout, raw);
        retry(deadline).until("write to " + target(layout) + " in " + address, () -> {
            try {
                LakeTables made = new LakeTables(catalog(address), Namespace.of(namespace));
                wanted.tables().forEach(table -> tables.put(table, LakeTable.of(table, made.prepared(table, wanted))));
                return true;
            } catch (FatalException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new UnavailableException(RootCause.message(RootCause.innermost(e)), e);
            }
        });
    }

    private synchronized JdbcCatalog catalog(LakeAddress address) {
        if (catalog == null) {
            catalog = address.catalog(hadoop());
        }
        return catalog;
    }

    private static Configuration hadoop() {
        return SparkHadoopUtil.get().conf();
    }

    @Override
    public <R extends Row> SinkWriter<R> open(RowLayout<R> layout, Runnable retried) {
        LakeAddress address = LakeAddress.of(name, SparkEnv.get().conf());
        return new LakeWriter<>(LakeTask.current(tables, address.files(hadoop())), LakeLayout.of(layout, raw));
    }

    /** The files of each table in one commit. */
    @Override
    public void commit(long batchId, List<SinkResult> results) {
        Map<String, List<LakeFiles>> byTable = results.stream()
                .flatMap(result -> ((LakeFiles.Result) result).tables().stream())
                .collect(Collectors.groupingBy(LakeFiles::table, TreeMap::new, Collectors.toList()));
        byTable.forEach((table, tasks) -> {
            List<DataFile> files = new ArrayList<>();
            tasks.forEach(task -> files.addAll(task.files()));
            if (!files.isEmpty()) {
                long rows = tasks.stream().mapToLong(LakeFiles::rows).sum();
                commit(table, new TableCommit(tasks.get(0).query(), batchId, rows, files));
            }
        });
    }

    private void commit(String table, TableCommit commit) {
        LakeAddress address = LakeAddress.of(name, SparkEnv.get().conf());
        TableIdentifier id = TableIdentifier.of(Namespace.of(namespace), table);
        retry(writeDeadline).until("commit to lake " + id + " in " + address, () -> {
            try {
                Table newest = catalog(address).loadTable(id);
                commit.to(newest);
                return true;
            } catch (NoSuchTableException e) {
                throw new FatalException(
                        "Cannot commit to lake " + id + " in " + address
                                + ": the table is gone (the next start makes it again)",
                        e);
            } catch (RuntimeException e) {
                throw new UnavailableException(RootCause.message(RootCause.innermost(e)), e);
            }
        });
    }

    private static Retry retry(Duration deadline) {
        return new Retry(deadline, Backoff.between(FIRST_WAIT, LONGEST_WAIT));
    }
}
