package io.candlestream.bench.bare;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.bench.TestRecords;
import io.candlestream.bench.load.KlineWorkload;
import io.candlestream.producer.kline.Kline;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class RecordFieldsTest {
    private final RecordFields fields =
            new RecordFields(TestRecords.SCHEMA.getFields().size());

    @Test
    void readsWhatAvroReads() {
        Supplier<Kline> klines = KlineWorkload.updated(7, 3).events();
        for (int i = 0; i < 1000; i++) {
            Kline kline = klines.get();
            byte[] bytes = TestRecords.encode(kline);
            GenericRecord avro = TestRecords.read(bytes);
            fields.open(bytes);

            for (Schema.Field field : TestRecords.SCHEMA.getFields()) {
                assertThat(StandardCharsets.UTF_8
                                .decode(fields.text(field.pos()))
                                .toString())
                        .isEqualTo(avro.get(field.pos()).toString());
            }
            assertThat(fields.decimal(field("quote_volume")))
                    .isEqualTo(Double.parseDouble(kline.candle().quoteVolume()));
            assertThat(fields.time(field("event_time"))).isEqualTo(kline.eventTime());
            assertThat(fields.time(field("timestamp"))).isEqualTo(kline.openTime());
            assertThat(fields.whole(field("last_trade_id"))).isEqualTo(kline.lastTradeId());
            assertThat(fields.truth(field("is_closed"))).isEqualTo(kline.closed());
            ByteBuffer id = fields.uuid(field("id"));
            assertThat(new UUID(id.getLong(0), id.getLong(8)))
                    .hasToString(avro.get("id").toString());
        }
    }

    @Test
    void readsTimesWithAndWithoutFraction() {
        Kline kline = KlineWorkload.closedCandles(1).events().get();
        fields.open(TestRecords.encode(kline));

        assertThat(Instant.ofEpochMilli(fields.time(field("close_time"))))
                .isEqualTo(Instant.ofEpochMilli(kline.candle().closeTime()));
    }

    private static int field(String name) {
        return TestRecords.SCHEMA.getField(name).pos();
    }
}
