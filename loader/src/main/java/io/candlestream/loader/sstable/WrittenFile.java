package io.candlestream.loader.sstable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.cassandra.db.SerializationHeader;
import org.apache.cassandra.db.marshal.AbstractType;
import org.apache.cassandra.db.marshal.ReversedType;
import org.apache.cassandra.io.sstable.Descriptor;
import org.apache.cassandra.io.sstable.metadata.MetadataType;
import org.apache.cassandra.io.sstable.metadata.StatsMetadata;
import org.apache.cassandra.io.util.File;
import org.apache.cassandra.utils.ByteBufferUtil;

/**
 * What a file of Cassandra says of itself, read from the disk: its order and its types, which Cassandra does not compare with the
 * table's when it imports the file, and how many rows it has.
 */
public record WrittenFile(TableDefinition table, Path data, SerializationHeader.Component header, long rows) {
    private static final String DATA = "-Data.db";

    static List<WrittenFile> in(Path folder, TableDefinition table) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(DATA))
                    .sorted()
                    .map(file -> read(file, table))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private static WrittenFile read(Path data, TableDefinition table) {
        try {
            Descriptor file =
                    Descriptor.fromFileWithComponent(new File(data.toString()), table.keyspace(), table.table()).left;
            var metadata = file.getMetadataSerializer();
            return new WrittenFile(
                    table,
                    data,
                    (SerializationHeader.Component) metadata.deserialize(file, MetadataType.HEADER),
                    ((StatsMetadata) metadata.deserialize(file, MetadataType.STATS)).totalRows);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + data + ": " + e.getMessage(), e);
        }
    }

    /** @throws IllegalStateException when its order or its types are not those of {@code wanted} */
    public void requireFits(TableDefinition wanted) {
        List<AbstractType<?>> clustering = header.getClusteringTypes();
        String order = clustering.size() == 1 && clustering.get(0) instanceof ReversedType ? "desc" : "asc";
        Map<String, String> found = new TreeMap<>();
        found.put("asset_name", type(header.getKeyType()) + " none");
        clustering.forEach(type -> found.put("timestamp", type(type.unwrap()) + " " + order));
        header.getRegularColumns().forEach((name, type) -> found.put(text(name), type(type) + " none"));
        header.getStaticColumns().forEach((name, type) -> found.put(text(name), type(type) + " static"));
        Map<String, String> expected = new TreeMap<>();
        wanted.columns().values().forEach(column -> expected.put(column.name(), column.type() + " " + column.order()));
        if (!found.equals(expected)) {
            throw new IllegalStateException("Cannot import " + data + ": its columns are " + found + ", those of "
                    + wanted.keyspace() + "." + wanted.table() + " are " + expected);
        }
    }

    private static String type(AbstractType<?> type) {
        return type.asCQL3Type().toString();
    }

    private static String text(java.nio.ByteBuffer name) {
        try {
            return ByteBufferUtil.string(name);
        } catch (java.nio.charset.CharacterCodingException e) {
            return name.toString();
        }
    }
}
