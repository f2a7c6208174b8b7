package io.candlestream.tools.longer;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.derive.longer.LongerCandle;
import io.candlestream.schema.CandleId;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.Asset;
import io.candlestream.tools.made.MadeTable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Of a candle of an hour of one part that knows no volumes of takers. */
class LongerTableTest {
    private static final Instant OPEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant CLOSE = Instant.parse("2026-01-01T00:59:59.999Z");

    private final List<MadeTable.Row> rows = new ArrayList<>();

    @Test
    void eachValueStandsInItsColumn() {
        write(BigDecimal::doubleValue);

        assertThat(value("asset_name")).isEqualTo("bitcoin");
        assertThat(value("timestamp")).isEqualTo(OPEN);
        assertThat(value("id")).isEqualTo(CandleId.of("binance", "BTCUSDT", Interval.HOUR_1, OPEN));
        assertThat(value("symbol")).isEqualTo("BTCUSDT");
        assertThat(value("interval")).isEqualTo("1h");
        assertThat(value("is_closed")).isEqualTo(true);
        assertThat(value("close_time")).isEqualTo(CLOSE);
        assertThat(value("event_time")).isEqualTo(CLOSE.plusMillis(5));
        assertThat(value("collected_at")).isEqualTo(CLOSE.plusMillis(5));
        assertThat((Instant) value("consumed_at")).isAfter(CLOSE);
        assertThat(value("source")).isEqualTo("sum");
        assertThat(value("trades")).isEqualTo(3);
        assertThat(value("first_trade_id")).isEqualTo(10L);
        assertThat(value("last_trade_id")).isEqualTo(12L);
        assertThat(value("open")).isEqualTo(1.5);
        assertThat(value("quote_volume")).isEqualTo(6.5);
        assertThat(value("taker_buy_quote_volume")).isNull();
        assertThat(rows.get(0).clears()).isFalse();
    }

    @Test
    void aStoreOfDecimalsGetsThem() {
        write(number -> number);

        assertThat(value("open")).isEqualTo(new BigDecimal("1.5"));
    }

    private Object value(String column) {
        return rows.get(0).values().get(LongerTable.COLUMNS.all().indexOf(column));
    }

    private void write(Function<BigDecimal, Object> number) {
        List<Optional<Number>> numbers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            numbers.add(Optional.of(1.5 + i));
        }
        numbers.addAll(Collections.nCopies(2, Optional.empty()));
        LongerCandle candle = new LongerCandle(OPEN.toEpochMilli());
        long closed = CLOSE.toEpochMilli();
        candle.add(new LongerCandle.Part(numbers, 3, 10, 12, closed, closed + 5, 0));
        new LongerTable(new Rows(), "binance", Interval.HOUR_1, number)
                .write(new Asset("bitcoin", "BTCUSDT", "1h"), candle);
    }

    /** What is written. */
    private final class Rows implements MadeTable {
        @Override
        public void write(Row row) {
            rows.add(row);
        }

        @Override
        public void flush() {}

        @Override
        public long written() {
            return rows.size();
        }
    }
}
