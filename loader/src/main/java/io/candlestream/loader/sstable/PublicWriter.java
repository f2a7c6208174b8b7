package io.candlestream.loader.sstable;

import io.candlestream.loader.archive.CandlePartition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.cassandra.io.sstable.CQLSSTableWriter;

/**
 * The writer that Cassandra offers to everybody, whose way stays the same over versions; slower by a factor of four. One table of a name
 * in a JVM: it remembers the first one's definition.
 */
final class PublicWriter implements MonthWriter {
    private final List<TableColumn> columns;
    private final CQLSSTableWriter writer;
    private boolean finished;

    PublicWriter(TableDefinition table, Path folder) {
        this.columns = table.regular();
        List<String> names = Stream.concat(
                        Stream.of("asset_name", "timestamp"), columns.stream().map(TableColumn::name))
                .map(TableDefinition::quoted)
                .toList();
        this.writer = CQLSSTableWriter.builder()
                .inDirectory(folder.toString())
                .forTable(table.statement())
                .using("INSERT INTO " + TableDefinition.quoted(table.keyspace()) + "."
                        + TableDefinition.quoted(table.table()) + " (" + String.join(", ", names) + ") VALUES ("
                        + names.stream().map(name -> "?").collect(Collectors.joining(", ")) + ") USING TIMESTAMP ?")
                .sorted()
                .build();
    }

    @Override
    public void write(CandlePartition partition) {
        CandleCells cells = new CandleCells(partition, columns);
        ByteBuffer[] row = new ByteBuffer[columns.size() + 3];
        ByteBuffer key = ByteBuffer.wrap(partition.assetName().getBytes(StandardCharsets.UTF_8));
        try {
            for (int candle = partition.candles().size() - 1; candle >= 0; candle--) {
                row[0] = key.duplicate();
                row[1] = ByteBuffer.wrap(cells.openTime(candle));
                for (int i = 0; i < columns.size(); i++) {
                    byte[] cell = cells.of(candle, i);
                    // What is the same in all rows is one object in all of them, of which a month holds many.
                    if (row[i + 2] == null || row[i + 2].array() != cell) {
                        row[i + 2] = ByteBuffer.wrap(cell);
                    }
                }
                row[row.length - 1] = ByteBuffer.allocate(Long.BYTES).putLong(0, partition.writeTime(candle));
                writer.rawAddRow(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a file of Cassandra: " + e.getMessage(), e);
        }
    }

    @Override
    public void finish() {
        finished = true;
        close();
    }

    /** Its close is what makes its file whole: one that was not finished stays without it, and is removed with its folder. */
    @Override
    public void close() {
        if (!finished) {
            return;
        }
        finished = false;
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot end a file of Cassandra: " + e.getMessage(), e);
        }
    }
}
