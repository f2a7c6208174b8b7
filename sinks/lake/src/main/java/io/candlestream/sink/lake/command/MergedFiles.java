package io.candlestream.sink.lake.command;

import io.candlestream.sink.lake.RowWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.parquet.InternalWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/**
 * Writes sorted rows into one file for each partition of {@code spec}: of each row its newest version, or each version once. Of a closed
 * candle, or a trade, an older version with other values stays too, so that what stood there before can be read.
 */
final class MergedFiles {
    /** Large ones are read faster, and one is in memory. */
    private static final String ROW_GROUP = String.valueOf(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES_DEFAULT);

    private final Table table;
    private final PartitionSpec spec;
    private final RowOrder order;
    private final Compaction.Versions versions;
    private final Optional<CertifiedValues> values;
    private final String name;
    private final List<DataFile> done = new ArrayList<>();
    private final List<String> begun = new ArrayList<>();
    private final PartitionKey partition;
    private final PartitionKey next;
    private Optional<DataWriter<StructLike>> open = Optional.empty();
    /** Versions of one row that are not written yet, the oldest first. */
    private final List<StructLike> pending = new ArrayList<>();

    private long rows;

    /** @param name begins the name of each file, and is that of no other ones */
    MergedFiles(Table table, PartitionSpec spec, RowOrder order, Compaction.Versions versions, String name) {
        this.name = name;
        this.table = table;
        this.spec = spec;
        this.order = order;
        this.versions = versions;
        this.values = CertifiedValues.of(table);
        this.partition = new PartitionKey(spec, table.schema());
        this.next = partition.copy();
    }

    void add(StructLike row) {
        if (!pending.isEmpty() && !order.isSameKey(pending.get(0), row)) {
            writePending();
        }
        pending.add(row);
    }

    private void writePending() {
        int newest = pending.size() - 1;
        for (int i = 0; i < newest; i++) {
            if (stays(i)) {
                write(pending.get(i));
            }
        }
        if (newest >= 0) {
            write(pending.get(newest));
        }
        pending.clear();
    }

    /** Of those that say the same one after another the first one stays, where others follow or went before. */
    private boolean stays(int version) {
        StructLike row = pending.get(version);
        if (versions == Compaction.Versions.EACH) {
            return order.compare(row, pending.get(version + 1)) != 0;
        }
        boolean repeated = order.compare(row, pending.get(pending.size() - 1)) == 0; // the newest stays in any case
        return !repeated
                && values.isPresent()
                && (version == 0
                        ? pending.stream().anyMatch(other -> !values.get().areEqual(row, other))
                        : !values.get().areEqual(pending.get(version - 1), row));
    }

    private void write(StructLike row) {
        next.partition(row);
        if (open.isEmpty() || !next.equals(partition)) {
            closeOpen();
            partition.partition(row);
            open = Optional.of(opened());
        }
        open.get().write(row);
        rows++;
    }

    private DataWriter<StructLike> opened() {
        String location = table.location() + "/data/" + spec.partitionToPath(partition) + "/" + name + "-"
                + begun.size() + ".parquet";
        begun.add(location);
        try {
            return Parquet.writeData(table.io().newOutputFile(location))
                    .schema(table.schema())
                    .setAll(table.properties())
                    .set(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, ROW_GROUP)
                    .metricsConfig(MetricsConfig.forTable(table))
                    .withSpec(spec)
                    .withPartition(partition.copy())
                    .withSortOrder(table.sortOrder())
                    .createWriterFunc(RowWriter.suits(table.schema()) ? RowWriter::of : InternalWriter::createWriter)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + location, e);
        }
    }

    private void closeOpen() {
        open.ifPresent(file -> {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write a file of " + table.name() + ": " + e.getMessage(), e);
            }
            done.add(file.toDataFile());
        });
        open = Optional.empty();
    }

    List<DataFile> finish() {
        writePending();
        closeOpen();
        return List.copyOf(done);
    }

    long rows() {
        return rows;
    }

    void delete() {
        begun.forEach(table.io()::deleteFile);
    }
}
