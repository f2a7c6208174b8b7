package io.candlestream.tools.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.parquet.ParquetColumn;
import io.candlestream.parquet.ParquetFile;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.tools.access.MapRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParquetRowsTest {
    private static final List<String> COLUMNS = List.of("symbol", "timestamp", "close", "trades", "is_closed");
    private static final Instant TIME = Instant.parse("2021-04-25T04:01:00Z");

    private static byte[] file(MapRow... rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ParquetRows parquet = new ParquetRows(bytes, "klines");
        parquet.begin(COLUMNS);
        List.of(rows).forEach(parquet::row);
        parquet.end();
        return bytes.toByteArray();
    }

    /** Cassandra holds doubles and ints, PostgreSQL decimals and longs. */
    @Test
    void aRowIsTheSameFromEachStore() throws IOException {
        byte[] ofCassandra = file(new MapRow(
                Map.of("symbol", "BTCUSDT", "timestamp", TIME, "close", 73687542.87, "trades", 7, "is_closed", true)));
        byte[] ofPostgres = file(new MapRow(Map.of(
                "symbol",
                "BTCUSDT",
                "timestamp",
                TIME,
                "close",
                new BigDecimal("73687542.870"),
                "trades",
                7L,
                "is_closed",
                true)));

        assertThat(ofCassandra).isEqualTo(ofPostgres);
        ParquetFile read = ParquetFile.read(
                ofCassandra, COLUMNS.stream().map(ParquetRows::column).toList());
        assertThat(read.rows()).containsExactly(List.of("BTCUSDT", TIME, new BigDecimal("73687542.87"), 7L, true));
        assertThat(read.notes()).containsEntry("candlestream.stream", "klines");
    }

    @Test
    void whatARowHasNotIsEmpty() throws IOException {
        byte[] file = file(new MapRow(Map.of("symbol", "BTCUSDT")));

        assertThat(ParquetFile.read(
                                file, COLUMNS.stream().map(ParquetRows::column).toList())
                        .rows()
                        .get(0))
                .containsExactly("BTCUSDT", null, null, null, null);
    }

    @Test
    void aNumberOfTooManyDigitsIsNamed() {
        assertThatThrownBy(() -> file(new MapRow(Map.of("close", new BigDecimal("1E+30")))))
                .isInstanceOf(FatalException.class)
                .hasMessageStartingWith("Cannot write close = 1000000000000000000000000000000: ");
    }

    @Test
    void pricesAndVolumesAreDecimals() {
        for (String name :
                List.of("open", "volume", "taker_buy_quote_volume", "price_change_percent", "bid_quantity")) {
            assertThat(ParquetRows.column(name).kind()).isEqualTo(ParquetColumn.Kind.DECIMAL);
        }
    }
}
