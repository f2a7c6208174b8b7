package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.proof.CandleTable;
import io.candlestream.sandbox.server.ProjectFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The recorded market data beside the project, read without any of the simulator's code. */
final class RecordedData {
    /** Column of the table for each column of an archive file; the last two only in files derived from trades. */
    private static final List<String> COLUMNS = List.of(
            "timestamp",
            "open",
            "high",
            "low",
            "close",
            "volume",
            "close_time",
            "quote_volume",
            "trades",
            "taker_buy_volume",
            "taker_buy_quote_volume");

    private RecordedData() {}

    /** A folder of the recorded data; the test is skipped where there is none. */
    static Path folder(String name) {
        Optional<Path> data = ProjectFolder.find().recordedData();
        assumeTrue(data.isPresent(), "skipped: no recorded market data (../shared/data) beside the project");
        return data.get().resolve(name);
    }

    /** The lines of every gzipped CSV file in {@code folder} by {@code SYMBOL openTime}, headers left out. */
    static Map<String, String[]> candles(Path folder) {
        Map<String, String[]> candles = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".csv.gz")).toList()) {
                String symbol =
                        file.getFileName().toString().replaceAll("-.*", "").toUpperCase(java.util.Locale.ROOT);
                lines(file)
                        .map(line -> line.split(","))
                        .filter(cells -> cells[0].matches("\\d+"))
                        .forEach(cells -> candles.put(symbol + " " + cells[0], cells));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return candles;
    }

    private static Stream<String> lines(Path file) throws IOException {
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII));
        try (reader) {
            return reader.lines().toList().stream();
        }
    }

    /** The table's rows by {@code SYMBOL openTime}. */
    static Map<String, Row> byCandle(Iterable<Row> rows) {
        Map<String, Row> byCandle = new HashMap<>();
        rows.forEach(row -> byCandle.put(
                row.getString("symbol") + " "
                        + Objects.requireNonNull(row.getInstant("timestamp")).toEpochMilli(),
                row));
        return byCandle;
    }

    /** The rows of {@code table}; fails unless they are the candles of the files in {@code folder}, value by value. */
    static Map<String, Row> assertHolds(CandleTable table, Path folder) {
        Map<String, Row> rows = byCandle(table.rows());
        Map<String, String[]> file = candles(folder);
        assertThat(rows).hasSameSizeAs(file);
        file.forEach((candle, cells) -> assertEqual(candle, rows.get(candle), cells));
        return rows;
    }

    /** Fails unless every value of {@code row} is that of the file's line. */
    static void assertEqual(String candle, Row row, String[] cells) {
        assertThat(row).as("row of %s", candle).isNotNull();
        for (int i = 0; i < COLUMNS.size(); i++) {
            String column = COLUMNS.get(i);
            Object stored = row.getObject(column);
            Object expected = parsed(stored, cells[i]);
            assertThat(stored).as("%s of %s", column, candle).isEqualTo(expected);
        }
        assertThat(row.getBoolean("is_closed")).as("%s is closed", candle).isTrue();
    }

    /** The file's text as a value of the type that the column has. */
    private static Object parsed(Object stored, String text) {
        if (stored instanceof Instant) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
        if (stored instanceof Integer) {
            return Integer.valueOf(text);
        }
        return Double.valueOf(text);
    }
}
