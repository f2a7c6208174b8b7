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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/** Stores rows in Iceberg tables: the tasks write the files, the driver makes them part of the tables, once a batch. */
final class LakeSink implements Sink {
    private static final long serialVersionUID = 1;

    private final String name;
    private final String namespace;
    private final boolean raw;
    private final Duration writeDeadline;
    /** What tasks have to know of the tables, by their names; filled on the driver before the first batch. */
    private final Map<String, LakeTable> tables = new ConcurrentHashMap<>();
    /** By the names of the tables, of which table in the settings the rows are; {@code assets} has other names in a lake. */
    private final Map<String, String> owners = new ConcurrentHashMap<>();
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
        wanted.tables().forEach(table -> refuseShared(table, layout.table()));
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

    private void refuseShared(String table, String own) {
        String first = owners.computeIfAbsent(table, unknown -> own);
        if (!first.equals(own)) {
            throw new FatalException("Cannot write the rows of table " + own + " to sink " + name + ": there "
                    + namespace + "." + table + " has those of table " + first + " (another streams.….table)");
        }
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
        LakeAddress address = LakeAddress.of(name, SparkEnv.get().conf());
        new LakeCommits(address.toString(), Namespace.of(namespace), () -> catalog(address), retry(writeDeadline))
                .commit(batchId, results);
    }

    static Retry retry(Duration deadline) {
        return new Retry(deadline, Backoff.ofStores());
    }
}
