package io.candlestream.consumer.sink.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.kline.KlineRecord;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.stream.Decoded;
import io.candlestream.schema.Interval;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two versions of one candle never mix, in whatever order they come; a table is taken here as Cassandra keeps it. */
class VersionsTest {
    private static final KlineStream KLINES = new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 1024, "assets");
    private static final List<Column<KlineRow>> COLUMNS =
            Column.of(KLINES.layout().fields());
    private static final KlineRecord FIRST = KlineRecord.good().with("is_closed", "true");
    /** Some values are smaller: of a tie Cassandra keeps the larger, cell by cell. */
    private static final KlineRecord SECOND = FIRST.with("close", "61781.00000000")
            .with("high", "61850.00000000")
            .with("volume", "16.00000000")
            .with("trades", "1254")
            .with("last_trade_id", "3735685387");

    @ParameterizedTest
    @CsvSource({
        "socket, 2024-08-08T23:55:00.002Z, 2024-08-08T23:55:00.002Z",
        "rest, 2024-08-08T23:55:10Z, 2024-08-08T23:55:11Z",
        "archive, 2024-08-09T03:00:00Z, 2024-08-09T03:00:00Z",
        "rest, '', ''",
        "socket, '', ''"
    })
    void whereOnlyTheValuesDifferOneOfThemStaysWhole(String source, String firstAt, String secondAt) {
        Map<String, ByteBuffer> ordered = table(version(FIRST, source, firstAt), version(SECOND, source, secondAt));
        Map<String, ByteBuffer> reversed = table(version(SECOND, source, secondAt), version(FIRST, source, firstAt));

        assertThat(ordered).isEqualTo(reversed);
        assertThat(List.of(table(version(FIRST, source, firstAt)), table(version(SECOND, source, secondAt))))
                .contains(ordered);
    }

    @ParameterizedTest
    @CsvSource({
        "socket, 2024-08-08T23:55:00.002Z, 2024-08-08T23:55:00.003Z",
        "rest, 2024-08-08T23:55:10Z, 2024-08-08T23:55:14Z",
        "archive, 2024-08-09T03:00:00Z, 2026-02-01T00:00:00Z"
    })
    void theVersionThatWasMadeLaterStaysWhole(String source, String firstAt, String secondAt) {
        KlineRow first = version(FIRST, source, firstAt);
        KlineRow second = version(SECOND, source, secondAt);

        assertThat(table(first, second)).isEqualTo(table(second, first)).isEqualTo(table(second));
        assertThat(table(first, second, first, second, first)).isEqualTo(table(second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "archive"})
    void aHealedRowDoesNotKeepTheTradeIdsOfAnOpenUpdate(String source) {
        KlineRow open = row(KlineRecord.good());
        KlineRow healed = row(version(source, "2024-08-08T23:55:10Z")
                .with("first_trade_id", "")
                .with("last_trade_id", ""));

        assertThat(table(open, healed)).isEqualTo(table(healed, open)).isEqualTo(table(healed));
        assertThat(table(healed).get("first_trade_id").getLong(0)).isEqualTo(-1);
        assertThat(table(healed).get("last_trade_id").getLong(0)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "open, 61829",
        "high, 61861",
        "low, 61779",
        "close, 61783",
        "volume, 15.5",
        "quote_volume, 932149",
        "trades, 1254",
        "first_trade_id, 1",
        "last_trade_id, 1",
        "taker_buy_volume, 1",
        "taker_buy_quote_volume, 1"
    })
    void everyValueTellsVersionsApart(String field, String value) {
        assertThat(row(FIRST.with(field, value)).version())
                .isNotEqualTo(row(FIRST).version());
    }

    private static KlineRecord version(String source, String at) {
        return FIRST.with("source", source).with("event_time", at);
    }

    private static KlineRow version(KlineRecord record, String source, String at) {
        return row(record.with("source", source).with("event_time", at));
    }

    private static KlineRow row(KlineRecord record) {
        return ((Decoded.Accepted<KlineRow>) decoded(record)).row();
    }

    private static Decoded<KlineRow> decoded(KlineRecord record) {
        return KLINES.decoder().decode(record.bytes(), 0);
    }

    /** What Cassandra keeps of {@code rows}: of each cell the newest, and of equally new ones the larger bytes. */
    private static Map<String, ByteBuffer> table(KlineRow... rows) {
        record Cell(long version, ByteBuffer value) {}
        Map<String, Cell> cells = new HashMap<>();
        for (KlineRow row : rows) {
            for (Column<KlineRow> column : COLUMNS) {
                ByteBuffer value = column.encoder().apply(row);
                if (value.hasRemaining()) {
                    Cell written = new Cell(row.version(), value);
                    cells.merge(
                            column.name(),
                            written,
                            (old, other) -> old.version() != other.version()
                                    ? old.version() > other.version() ? old : other
                                    : larger(old.value(), other.value()) ? old : other);
                }
            }
        }
        Map<String, ByteBuffer> values = new HashMap<>();
        cells.forEach((column, cell) -> values.put(column, cell.value()));
        return values;
    }

    private static boolean larger(ByteBuffer one, ByteBuffer other) {
        return Arrays.compareUnsigned(bytes(one), bytes(other)) > 0;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
