package io.candlestream.tools.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.tools.output.CsvRows.Times;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
    private static final Instant TIME = Instant.parse("2021-04-25T04:01:00Z");

    @Test
    void writesTimesAsAsked() {
        assertThat(new CsvRows(line -> {}, Times.ISO).cell(TIME)).isEqualTo("2021-04-25T04:01:00Z");
        assertThat(new CsvRows(line -> {}, Times.EPOCH).cell(TIME)).isEqualTo("1619323260000");
    }

    @Test
    void quotesWhatWouldEndACell() {
        CsvRows csv = new CsvRows(line -> {}, Times.ISO);

        assertThat(csv.cell("bitcoin")).isEqualTo("bitcoin");
        assertThat(csv.cell("a,\"b\"\nc")).isEqualTo("\"a,\"\"b\"\"\nc\"");
        assertThat(csv.cell(null)).isEmpty();
        assertThat(csv.cell(73687542.87)).isEqualTo("73687542.87");
        assertThat(csv.cell(true)).isEqualTo("true");
    }
}
