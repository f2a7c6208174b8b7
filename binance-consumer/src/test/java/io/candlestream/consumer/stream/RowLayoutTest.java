package io.candlestream.consumer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowLayoutTest {
    private static RowLayout<Row> layout(String... partitionKey) {
        return new RowLayout<>(
                "trades",
                "trades",
                List.of(
                        new Field.OfText<>("symbol", Row::partition),
                        new Field.OfText<>("window", Row::partition),
                        new Field.OfTime<>("hour", Row::clustering),
                        new Field.OfLong<>("trade_id", Row::clustering)),
                List.of(partitionKey),
                "trade_id",
                List.of());
    }

    @Test
    void readsTheValuesOfAPartitionKey() {
        assertThat(layout("symbol").keyValues("a name with spaces")).containsExactly("a name with spaces");
        assertThat(layout("symbol", "hour").keyValues("BTCUSDT 3600000"))
                .containsExactly("BTCUSDT", Instant.ofEpochMilli(3_600_000));
        assertThat(layout("symbol", "window", "hour").keyValues("a pair 1h -3600000"))
                .containsExactly("a pair", "1h", Instant.ofEpochMilli(-3_600_000));
    }

    @Test
    void refusesAPartitionThatIsNotOfItsForm() {
        assertThatThrownBy(() -> layout("symbol", "hour").keyValues("BTCUSDT"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot read trades: 'BTCUSDT' is no symbol and hour");
        assertThatThrownBy(() -> layout("symbol", "hour").keyValues("BTCUSDT now"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
