package io.candlestream.sink.lake;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.sink.SourceTopic;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.retry.Backoff;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores rows in Iceberg tables: the tasks write the files, the driver makes them part of the tables, once a batch. */
final class LakeSink implements Sink {
    private static final long serialVersionUID = 2;
    private static final Logger LOG = LoggerFactory.getLogger(LakeSink.class);

    private final String name;
    private final String namespace;
    private final boolean raw;
    private final Duration writeDeadline;
    /** What tasks have to know of the tables, by their names; filled on the driver before the first batch. */
    private final Map<String, LakeTable> tables = new ConcurrentHashMap<>();
    /** By the names of the tables, of which table in the settings the rows are; {@code assets} has other names in a lake. */
    private final Map<String, String> owners = new ConcurrentHashMap<>();
    /** From which offset on a table lacks the rows of a partition, where that is behind the one from which the query goes on. */
    private final Map<TablePartition, Long> ahead = new ConcurrentHashMap<>();
    /** Of the topics that are read, by their names. */
    private final Map<String, String> topicIds = new ConcurrentHashMap<>();
    /** The driver's alone. */
    private transient JdbcCatalog catalog;

    private record TablePartition(String table, SourcePartition source) implements Serializable {}

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

    /** As long as rows may come again that a table has. */
    @Override
    public boolean keepsPositions() {
        return !ahead.isEmpty();
    }

    @Override
    public <R extends Row> SinkWriter<R> open(RowLayout<R> layout, SourcePartition source, Runnable retried) {
        LakeAddress address = LakeAddress.of(name, SparkEnv.get().conf());
        LakeLayout<R> wanted = LakeLayout.of(layout, raw);
        Map<String, Long> positions = new HashMap<>();
        wanted.tables().forEach(table -> Optional.ofNullable(ahead.get(new TablePartition(table, source)))
                .ifPresent(position -> positions.put(table, position)));
        return new LakeWriter<>(LakeTask.current(tables, address.files(hadoop())), wanted, positions);
    }

    @Override
    public void goesOn(RowLayout<?> layout, Optional<UUID> query, SourceTopic topic, SparkConf conf) {
        topicIds.put(topic.name(), topic.id());
        for (String table : LakeLayout.of(layout, raw).tables()) {
            ahead.keySet()
                    .removeIf(one ->
                            one.table().equals(table) && one.source().topic().equals(topic.name()));
            query.flatMap(id -> withTable("read", table, conf, found -> ReadPositions.ahead(found, id, topic)))
                    .orElse(Map.of())
                    .forEach((source, position) -> {
                        LOG.info(
                                "{}.{} has the rows of {} up to offset {} already", namespace, table, source, position);
                        ahead.put(new TablePartition(table, source), position);
                    });
        }
    }

    @Override
    public void forgetBehind(RowLayout<?> layout, UUID query, Map<SourcePartition, Long> ends, SparkConf conf) {
        List<String> topics =
                ends.keySet().stream().map(SourcePartition::topic).distinct().toList();
        for (String table : LakeLayout.of(layout, raw).tables()) {
            topics.forEach(topic -> withTable("set back the properties of", table, conf, found -> {
                ReadPositions.of(found, query, topic)
                        .flatMap(noted -> ReadPositions.cut(noted, ends))
                        .ifPresent(cut -> found.updateProperties()
                                .set(ReadPositions.key(query, topic), ReadPositions.text(cut))
                                .commit());
                return true;
            }));
        }
    }

    /** What {@code look} finds in a table; empty where there is no such table yet. */
    private <T> Optional<T> withTable(String verb, String table, SparkConf conf, Function<Table, T> look) {
        LakeAddress address = LakeAddress.of(name, conf);
        TableIdentifier id = TableIdentifier.of(namespace, table);
        return retry(writeDeadline).until(verb + " lake " + id + " in " + address, () -> {
            try {
                return Optional.of(look.apply(catalog(address).loadTable(id)));
            } catch (NoSuchTableException e) {
                return Optional.empty();
            } catch (RuntimeException e) {
                throw new UnavailableException(RootCause.message(RootCause.innermost(e)), e);
            }
        });
    }

    /** The files of each table in one commit. */
    @Override
    public void commit(long batchId, List<SinkResult> results) {
        LakeAddress address = LakeAddress.of(name, SparkEnv.get().conf());
        new LakeCommits(address.toString(), Namespace.of(namespace), () -> catalog(address), retry(writeDeadline))
                .commit(batchId, results, topicIds);
        results.stream()
                .flatMap(result -> ((LakeFiles.Result) result).tables().stream())
                .forEach(files -> ahead.entrySet()
                        .removeIf(one -> one.getKey().table().equals(files.table())
                                && files.ends().getOrDefault(one.getKey().source(), -1L) >= one.getValue()));
    }

    static Retry retry(Duration deadline) {
        return new Retry(deadline, Backoff.ofStores());
    }
}
