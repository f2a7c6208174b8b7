package io.candlestream.consumer.trade;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfDecimal;
import io.candlestream.consumer.stream.Field.OfLong;
import io.candlestream.consumer.stream.Field.OfOptionalDouble;
import io.candlestream.consumer.stream.WindowStream.Windows;
import io.candlestream.schema.Interval;
import io.candlestream.schema.SlidingWindows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From records of the trades' topic to the rows of their windows. */
class TradeMetricStreamTest {
    private static final Instant MINUTE = Instant.parse("2024-08-08T23:54:00Z");
    private static final TradeMetricStream STREAM = new TradeMetricStream(
            TradeRecord.TRADES,
            new SlidingWindows(Interval.MINUTE_1, Interval.MINUTE_1),
            Duration.ofMinutes(2),
            "trade_metrics");

    private final Windows<TradeRow, TradeMetricRow> windows = STREAM.open();

    @Test
    void aWindowIsARow() {
        add("BTCUSDT", 100, 1, "61837.63", "0.02", true, "socket");
        add("ETHUSDT", 7, 2, "2600.5", "1", false, "socket");
        add("BTCUSDT", 102, 59, "61837.5", "0.5", false, "socket");
        TradeRow again = add("BTCUSDT", 100, 1, "61837.63000000", "0.02000000", true, "rest");

        assertThat(STREAM.asset(again)).isEqualTo("BTCUSDT");
        assertThat(windows.size()).isEqualTo(2);
        assertThat(windows.changed())
                .hasSize(2)
                .anySatisfy(rows -> assertThat(rows).singleElement().satisfies(row -> {
                    assertThat(row.partition()).isEqualTo("BTCUSDT");
                    assertThat(row.clustering()).isEqualTo(MINUTE.toEpochMilli());
                    assertThat(row.version() >> 30).isEqualTo(2);
                    assertThat(row.length()).isEqualTo("1m");
                    assertThat(row.metrics().knownAt())
                            .isEqualTo(MINUTE.plusSeconds(59).toEpochMilli());
                    assertThat(decimal(row, "quote_volume")).isEqualTo("32155.5026");
                    assertThat(decimal(row, "bought_quote_volume")).isEqualTo("30918.75");
                    assertThat(decimal(row, "sold_quote_volume")).isEqualTo("1236.7526");
                    assertThat(decimal(row, "current_price")).isEqualTo("61837.5");
                    assertThat(whole(row, "first_trade_id")).isEqualTo(100);
                    assertThat(whole(row, "last_trade_id")).isEqualTo(102);
                    assertThat(whole(row, "trades")).isEqualTo(2);
                }));
        windows.settle();
        assertThat(windows.changed()).isEmpty();
    }

    /** Executors get it from the driver. */
    @Test
    void travels() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(STREAM);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((TradeMetricStream) in.readObject()).facts()).isEqualTo(STREAM.facts());
        }
    }

    @Test
    void ofOneTradeThereIsNoVolatility() {
        add("BTCUSDT", 100, 1, "61837.63", "0.02", true, "socket");
        TradeMetricRow row = windows.changed().iterator().next().get(0);

        assertThat(row.clearsAbsent()).isFalse();
        assertThat(((OfOptionalDouble<TradeMetricRow>) field("volatility"))
                        .value()
                        .apply(row))
                .isEmpty();
    }

    @Test
    void whatComesTooLateIsNamedByItsWindow() {
        add("BTCUSDT", 500, 240, "61837.63", "0.02", true, "socket");
        windows.settle();

        assertThat(windows.add(row("BTCUSDT", 100, 1, "61837.63", "0.02", true, "rest")))
                .containsExactly(MINUTE.toEpochMilli());
        assertThat(STREAM.reach()).hasMinutes(4);
    }

    private TradeRow add(
            String symbol, long id, int second, String price, String quantity, boolean maker, String source) {
        TradeRow row = row(symbol, id, second, price, quantity, maker, source);
        assertThat(windows.add(row)).isEmpty();
        return row;
    }

    private static TradeRow row(
            String symbol, long id, int second, String price, String quantity, boolean maker, String source) {
        Instant at = MINUTE.plusSeconds(second);
        Decoded<TradeRow> decoded = STREAM.updates()
                .decoder()
                .decode(
                        TradeRecord.good()
                                .with("symbol", symbol)
                                .with("trade_id", String.valueOf(id))
                                .with("price", price)
                                .with("quantity", quantity)
                                .with("trade_time", at.toString())
                                .with("collected_at", at.toString())
                                .with("is_buyer_maker", String.valueOf(maker))
                                .with("source", source)
                                .bytes(),
                        0);
        return ((Decoded.Accepted<TradeRow>) decoded).row();
    }

    private static String decimal(TradeMetricRow row, String column) {
        return ((OfDecimal<TradeMetricRow>) field(column))
                .value()
                .apply(row)
                .toBigDecimal()
                .toPlainString();
    }

    private static long whole(TradeMetricRow row, String column) {
        return ((OfLong<TradeMetricRow>) field(column)).value().applyAsLong(row);
    }

    private static Field<TradeMetricRow> field(String column) {
        List<Field<TradeMetricRow>> fields = STREAM.layout().fields();
        return fields.stream()
                .filter(field -> field.name().equals(column))
                .findFirst()
                .orElseThrow();
    }
}
