package io.candlestream.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.parquet.ParquetColumn.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParquetWriterTest {
    private static final List<ParquetColumn> COLUMNS = List.of(
            new ParquetColumn("symbol", Kind.TEXT),
            new ParquetColumn("trades", Kind.WHOLE),
            new ParquetColumn("is_closed", Kind.FLAG),
            new ParquetColumn("timestamp", Kind.TIME),
            new ParquetColumn("price", Kind.DECIMAL),
            new ParquetColumn("log_return", Kind.DOUBLE));

    private static byte[] file(List<? extends List<?>> rows, Map<String, String> notes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ParquetWriter writer = new ParquetWriter(bytes, COLUMNS, notes);
        for (List<?> row : rows) {
            writer.write(row);
        }
        writer.finish();
        return bytes.toByteArray();
    }

    private static List<Object> row(String price) {
        return List.of("BTCUSDT", 7L, true, Instant.parse("2024-08-08T00:01:00.000001Z"), new BigDecimal(price), 0.5);
    }

    @Test
    void aFileIsReadAsItWasWritten() throws IOException {
        List<List<Object>> rows = List.of(
                row("73687542.87"),
                Collections.nCopies(COLUMNS.size(), null),
                Arrays.asList(
                        "币安人生USDT", -1L, false, Instant.parse("1969-12-31T23:59:59Z"), new BigDecimal("-0.5"), null));

        ParquetFile read = ParquetFile.read(file(rows, Map.of("what", "a test")), COLUMNS);

        assertThat(read.rows()).isEqualTo(rows);
        assertThat(read.notes()).containsExactlyEntriesOf(Map.of("what", "a test"));
    }

    @Test
    void aFileWithoutRowsIsAFile() throws IOException {
        assertThat(ParquetFile.read(file(List.of(), Map.of()), COLUMNS).rows()).isEmpty();
    }

    @Test
    void theSameRowsAreTheSameBytes() throws IOException {
        List<List<Object>> rows = List.of(row("1"), row("2.50"));

        assertThat(file(rows, Map.of("a", "b"))).isEqualTo(file(List.of(row("1.0"), row("2.5")), Map.of("a", "b")));
    }

    /** Longer than a page, longer than a dictionary. */
    @Test
    void manyRowsKeepTheirOrderAndValues() throws IOException {
        Random random = new Random(7);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            rows.add(Arrays.asList(
                    "S" + random.nextInt(200_000),
                    random.nextLong(),
                    i % 3 == 0 ? null : random.nextBoolean(),
                    Instant.ofEpochMilli(random.nextInt()),
                    BigDecimal.valueOf(random.nextInt(), 8).stripTrailingZeros(),
                    random.nextDouble()));
        }

        List<List<Object>> read =
                ParquetFile.read(file(rows, Map.of()), COLUMNS).rows();

        assertThat(read).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(read.get(i).subList(0, 4)).isEqualTo(rows.get(i).subList(0, 4));
            assertThat((BigDecimal) read.get(i).get(4))
                    .isEqualByComparingTo((BigDecimal) rows.get(i).get(4));
            assertThat(read.get(i).get(5)).isEqualTo(rows.get(i).get(5));
        }
    }

    @Test
    void theWidestNumbersFitAndWiderOnesAreRefused() throws IOException {
        String widest = "-99999999999999999999.999999999999999999";
        assertThat(ParquetFile.read(file(List.of(row(widest)), Map.of()), COLUMNS)
                        .rows()
                        .get(0)
                        .get(4))
                .isEqualTo(new BigDecimal(widest));
        for (String wider : List.of("100000000000000000000", "1E-19")) {
            assertThatThrownBy(() -> file(List.of(row(wider)), Map.of()))
                    .hasMessageStartingWith("Cannot write price = ")
                    .hasMessageContaining("20 digits before the point and 18 behind it");
        }
    }

    @Test
    void aPartOfAFileAndAnotherFileAreRefused() throws IOException {
        byte[] whole = file(List.of(row("1")), Map.of());

        assertThatThrownBy(() -> ParquetFile.read(Arrays.copyOf(whole, whole.length / 2), COLUMNS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a whole one");
        assertThatThrownBy(() -> ParquetFile.read(new byte[3], COLUMNS)).hasMessageContaining("no Parquet file");
        assertThatThrownBy(() -> ParquetFile.read(whole, COLUMNS.subList(0, 2)))
                .hasMessage("its columns are [symbol, trades, is_closed, timestamp, price, log_return]"
                        + " instead of [symbol, trades]");
    }
}
