package io.candlestream.loader.sstable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.loader.archive.ArchiveMonths;
import io.candlestream.loader.archive.CandlePartition;
import io.candlestream.loader.archive.MonthOfCandles;
import io.candlestream.loader.sstable.CassandraFiles.Way;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.cassandra.db.rows.UnfilteredRowIterator;
import org.apache.cassandra.io.sstable.Descriptor;
import org.apache.cassandra.io.sstable.ISSTableScanner;
import org.apache.cassandra.io.sstable.format.SSTableReader;
import org.apache.cassandra.io.util.File;
import org.apache.cassandra.schema.TableMetadataRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both writers make files of the same rows, which Cassandra's own reader reads. */
class MonthWriterTest {
    private static final long OPEN = 1_619_827_200_000L;
    private static final int CANDLES = 3000;

    @TempDir
    private Path folder;

    @Test
    void bothWritersWriteTheSameRows() throws IOException {
        TableDefinition table = Tables.candles("both_writers", "desc", "double");
        List<String> direct = written(table, Way.DIRECT);
        List<String> general = written(table, Way.PUBLIC);

        assertThat(direct).hasSize(2 + 2 * CANDLES).isEqualTo(general);
        assertThat(direct.get(1)).contains("source=archive").contains("is_closed=true");
    }

    @Test
    void aFileOfAnotherTableIsFoundOutByWhatItSaysOfItself() throws IOException {
        TableDefinition right = Tables.candles("right", "desc", "double");
        for (TableDefinition other : List.of(
                Tables.candles("ascending", "asc", "double"),
                Tables.candles("single", "desc", "float"),
                Tables.without("less", "source"))) {
            Path place = Files.createDirectories(folder.resolve(other.table()));
            CassandraFiles files = new CassandraFiles(right, Way.DIRECT, "bti");
            write(files, place);
            WrittenFile file = files.written(place).get(0);
            file.requireFits(right);
            assertThat(file.rows()).isEqualTo(2 * CANDLES);
            assertThatThrownBy(() -> file.requireFits(other))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Cannot import ");
        }
    }

    @Test
    void nothingStaysOfAFileThatWasNotFinished() throws IOException {
        CassandraFiles files = new CassandraFiles(Tables.candles("unfinished", "desc", "double"), Way.DIRECT, "bti");
        Path place = Files.createDirectories(folder.resolve("place"));
        try (MonthWriter writer = files.writer(place, 2, 0)) {
            writer.write(partition("bitcoin", "BTCUSDT"));
        }
        try (Stream<Path> left = Files.list(place)) {
            assertThat(left).isEmpty();
        }
    }

    private List<String> written(TableDefinition table, Way way) throws IOException {
        CassandraFiles files = new CassandraFiles(table, way, "bti");
        Path place = Files.createDirectories(
                folder.resolve(way + "").resolve(table.keyspace()).resolve(table.table()));
        write(files, place);
        List<WrittenFile> all = files.written(place);
        assertThat(all).hasSize(1);
        all.get(0).requireFits(table);
        Descriptor file = Descriptor.fromFileWithComponent(
                        new File(all.get(0).data().toString()), table.keyspace(), table.table())
                .left;
        List<String> rows = new ArrayList<>();
        SSTableReader reader =
                SSTableReader.openNoValidation(null, file, TableMetadataRef.forOfflineTools(files.table()));
        try (ISSTableScanner scanner = reader.getScanner()) {
            while (scanner.hasNext()) {
                try (UnfilteredRowIterator partition = scanner.next()) {
                    rows.add(partition.partitionKey().toString());
                    partition.forEachRemaining(row -> rows.add(
                            row.toString(files.table(), true, false) + row.toString(files.table(), true, true)));
                }
            }
        }
        reader.selfRef().release();
        return rows;
    }

    private void write(CassandraFiles files, Path place) throws IOException {
        try (MonthWriter writer = files.writer(place, 2, 0)) {
            for (String name : Stream.of("bitcoin", "ethereum")
                    .sorted(CassandraFiles.order())
                    .toList()) {
                writer.write(partition(name, name.equals("bitcoin") ? "BTCUSDT" : "ETHUSDT"));
            }
            writer.finish();
        }
    }

    private CandlePartition partition(String name, String symbol) throws IOException {
        Random random = new Random(symbol.hashCode());
        StringBuilder rows = new StringBuilder();
        for (int minute = 0; minute < CANDLES; minute++) {
            long open = OPEN + minute * 60_000L;
            long price = 1000L + random.nextInt(1000);
            rows.append(String.join(
                            ",",
                            open + "",
                            price + ".5",
                            price + 1 + "",
                            price + ".01",
                            price + ".75",
                            random.nextInt(100) + 9 + ".1",
                            open + 59_999 + "",
                            random.nextInt(1000) + 99 + "",
                            random.nextInt(100) + "",
                            "1",
                            "2.25"))
                    .append('\n');
        }
        Path archive = Files.createDirectories(folder.resolve("archive"));
        Path csv = archive.resolve(symbol + "-1m-2021-05.csv");
        if (!Files.exists(csv)) {
            Files.writeString(csv, rows);
        }
        YearMonth month = YearMonth.of(2021, 5);
        var file = ArchiveMonths.in(archive, Interval.MINUTE_1, List.of(symbol), month, month)
                .files()
                .get(month)
                .get(symbol);
        return new CandlePartition(
                "binance",
                name,
                symbol,
                Interval.MINUTE_1,
                MonthOfCandles.read(file).candles(),
                1_700_000_000_000L);
    }
}
