package io.candlestream.consumer.sink.cassandra;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.candlestream.consumer.kline.KlineRecord;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.Interval;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableCheckTest {
    private final KlineStream klines = new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 1000, "assets");
    private final TableCheck check = new TableCheck(
            new TableSettings("assets", "candles", "LOCAL_QUORUM", 32, 64, Duration.ofMinutes(1)), klines.layout());
    private final Map<String, DataType> columns = new HashMap<>();

    TableCheckTest() {
        Column.of(klines.layout().fields()).forEach(column -> columns.put(column.name(), column.type()));
    }

    @Test
    void acceptsTheTableAndMoreColumns() {
        columns.put("comment", DataTypes.TEXT);

        assertThatCode(() -> check.check(new TableShape(klines.layout().primaryKey(), columns)))
                .doesNotThrowAnyException();
    }

    @Test
    void acceptsFloatForDouble() {
        columns.put("open", DataTypes.FLOAT);

        assertThatCode(() -> check.check(new TableShape(klines.layout().primaryKey(), columns)))
                .doesNotThrowAnyException();
    }

    @Test
    void namesAMissingColumnAndWhatMendsIt() {
        columns.remove("taker_buy_volume");

        assertRefused(
                "Cannot write to assets.candles: column taker_buy_volume is missing (ALTER TABLE assets.candles ADD"
                        + " taker_buy_volume double, or see cassandra/assets.cql)");
    }

    @Test
    void namesAllMissingColumnsAtOnce() {
        columns.remove("symbol");
        columns.remove("source");

        assertRefused(
                "Cannot write to assets.candles: columns symbol, source are missing (ALTER TABLE assets.candles ADD"
                        + " (symbol text, source text), or see cassandra/assets.cql)");
    }

    @Test
    void namesAColumnOfTheWrongType() {
        columns.put("trades", DataTypes.TEXT);

        assertRefused("Cannot write to assets.candles: column trades is text, needed is int"
                + " (make a new table with cassandra/assets.cql)");
    }

    @Test
    void namesAWrongKey() {
        assertThatThrownBy(() -> check.check(new TableShape(List.of("timestamp", "asset_name"), columns)))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("primary key is (timestamp, asset_name), needed is (asset_name, timestamp)");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> check.check(new TableShape(klines.layout().primaryKey(), columns)))
                .isInstanceOf(FatalException.class)
                .hasMessage(message);
    }
}
