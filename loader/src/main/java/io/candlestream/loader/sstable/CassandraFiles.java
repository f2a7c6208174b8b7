package io.candlestream.loader.sstable;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.cassandra.config.Config;
import org.apache.cassandra.config.DatabaseDescriptor;
import org.apache.cassandra.cql3.ColumnIdentifier;
import org.apache.cassandra.cql3.statements.schema.CreateTableStatement;
import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.dht.Murmur3Partitioner;
import org.apache.cassandra.io.sstable.Descriptor;
import org.apache.cassandra.io.sstable.SSTableIdFactory;
import org.apache.cassandra.io.util.File;
import org.apache.cassandra.schema.TableId;
import org.apache.cassandra.schema.TableMetadata;
import org.apache.cassandra.schema.TableMetadataRef;
import org.apache.cassandra.utils.ByteBufferUtil;
import org.apache.cassandra.utils.FBUtilities;

/** Files of one table, made by Cassandra's own classes in this process, without a node and without its settings. */
public final class CassandraFiles {
    /** Which of the two writers. */
    public enum Way {
        /** By the classes within Cassandra, of one version alone. */
        DIRECT,
        /** By the class that Cassandra offers to everybody. */
        PUBLIC
    }

    private final TableDefinition definition;
    private final TableMetadata table;
    private final Way way;

    /** @param format of the files, as {@code sstable.selected_format} names it: {@code big} or {@code bti} */
    public CassandraFiles(TableDefinition definition, Way way, String format) {
        start(format);
        this.definition = definition;
        this.table = metadata(definition);
        this.way = way;
    }

    private static TableMetadata metadata(TableDefinition definition) {
        return CreateTableStatement.parse(definition.statement(), definition.keyspace())
                .partitioner(Murmur3Partitioner.instance)
                .id(TableId.fromUUID(definition.id()))
                .build();
    }

    /** A table as Cassandra's classes want it that read its files. */
    public static TableMetadataRef reference(TableDefinition definition) {
        return TableMetadataRef.forOfflineTools(metadata(definition));
    }

    private static synchronized void start(String format) {
        DatabaseDescriptor.clientInitialization(true, () -> {
            Config config = new Config();
            config.sstable.selected_format = format;
            return config;
        });
        if (DatabaseDescriptor.getPartitioner() == null) {
            DatabaseDescriptor.setPartitionerUnsafe(Murmur3Partitioner.instance);
        }
    }

    /** The version of Cassandra whose classes these are. */
    public static String version() {
        return FBUtilities.getReleaseVersionString();
    }

    /** The order in which a file has its partitions: that of their tokens. */
    public static Comparator<String> order() {
        return Comparator.comparing(CassandraFiles::key, DecoratedKey.comparator);
    }

    static DecoratedKey key(String assetName) {
        return Murmur3Partitioner.instance.decorateKey(ByteBufferUtil.bytes(assetName));
    }

    /**
     * A writer of one file in {@code folder}, which is there and empty.
     *
     * @param leastWriteTime of all rows to come, microseconds
     */
    public MonthWriter writer(Path folder, int partitions, long leastWriteTime) {
        if (way == Way.PUBLIC) {
            return new PublicWriter(definition, folder);
        }
        Descriptor file = new Descriptor(
                new File(folder.toString()),
                definition.keyspace(),
                definition.table(),
                SSTableIdFactory.instance
                        .defaultBuilder()
                        .generator(Stream.empty())
                        .get(),
                DatabaseDescriptor.getSelectedSSTableFormat());
        List<TableColumn> columns = definition.regular().stream()
                .sorted(Comparator.comparing(
                        column -> table.getColumn(ColumnIdentifier.getInterned(column.name(), true))))
                .toList();
        return new DirectWriter(table, columns, file, partitions, leastWriteTime);
    }

    /** The files in {@code folder}, each with what it says of itself. */
    public List<WrittenFile> written(Path folder) {
        return WrittenFile.in(folder, definition);
    }

    TableMetadata table() {
        return table;
    }
}
