package io.candlestream.sink.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.Parquet;

/**
 * The files that a task writes for one table: one a day, or more where rows of many days come at once. They belong to the table
 * once a commit names them.
 */
final class DayFiles<R> {
    /** So many files are open at once: each holds up to a row group, 16 MB. */
    private static final int MOST_OPEN = 8;

    /** Counts the files of this process: streams that share a table may be in one task. */
    private static final AtomicLong NUMBER = new AtomicLong();

    private static final long DAY_MICROS = 86_400_000_000L;

    private final LakeTable table;
    private final FileIO io;
    private final String name;
    private final Schema schema;
    private final int time;
    private final LakeRow<R> row;
    private final Map<Long, DataWriter<StructLike>> open = new HashMap<>();
    private final List<DataFile> done = new ArrayList<>();
    private final List<String> begun = new ArrayList<>();

    /** @param name begins the name of each file, and is that of no other task */
    DayFiles(LakeTable table, List<LakeColumn<R>> columns, String time, FileIO io, String name) {
        this.table = table;
        this.io = io;
        this.name = name;
        this.schema = new Schema(columns.stream()
                .map(column -> table.schema().findField(column.name()))
                .toList());
        this.time = columns.stream().map(LakeColumn::name).toList().indexOf(time);
        this.row = new LakeRow<>(List.copyOf(columns));
    }

    void write(R next) {
        row.of(next);
        long day = Math.floorDiv(row.get(time, Long.class), DAY_MICROS);
        DataWriter<StructLike> file = open.get(day);
        if (file == null) {
            if (open.size() == MOST_OPEN) {
                closeAll();
            }
            file = opened();
            open.put(day, file);
        }
        file.write(row);
    }

    private DataWriter<StructLike> opened() {
        PartitionKey partition = new PartitionKey(table.spec(), table.schema());
        partition.partition(new KeyOf(table.schema(), schema, row));
        String location = table.location() + "/data/" + table.spec().partitionToPath(partition) + "/" + name + "-"
                + NUMBER.getAndIncrement() + ".parquet";
        OutputFile file = io.newOutputFile(location);
        begun.add(location);
        try {
            return Parquet.writeData(file)
                    .schema(schema)
                    .setAll(table.properties())
                    .metricsConfig(MetricsConfig.getDefault())
                    .withSpec(table.spec())
                    .withPartition(partition)
                    .createWriterFunc(RowWriter::of)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + location, e);
        }
    }

    private void closeAll() {
        for (DataWriter<StructLike> file : open.values()) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write a file of " + table.name() + ": " + e.getMessage(), e);
            }
            done.add(file.toDataFile());
        }
        open.clear();
    }

    /** All files, complete. */
    List<DataFile> finish() {
        closeAll();
        begun.clear();
        return List.copyOf(done);
    }

    /** Deletes what {@link #finish} has not given away. */
    void abandon() {
        for (DataWriter<StructLike> file : open.values()) {
            try {
                file.close();
            } catch (IOException | RuntimeException e) {
                // It is deleted next, and the failure that matters is already on its way.
            }
        }
        open.clear();
        begun.forEach(io::deleteFile);
        begun.clear();
    }

    /** Our row with the places of the table's columns, by which its partition is found. */
    private record KeyOf(Schema table, Schema ours, StructLike row) implements StructLike {
        @Override
        public int size() {
            return table.columns().size();
        }

        @Override
        public <T> T get(int place, Class<T> type) {
            return row.get(ours.columns().indexOf(table.columns().get(place)), type);
        }

        @Override
        public <T> void set(int place, T value) {
            throw new UnsupportedOperationException("rows are only read");
        }
    }
}
