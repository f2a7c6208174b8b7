package io.candlestream.tools.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.tools.access.StoredStream;
import io.candlestream.tools.doctor.check.ProbeResult;
import io.candlestream.tools.doctor.topic.CandleText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordLineTest {
    private static final Map<String, String> CANDLE = Map.of(
            "asset_name", "bitcoin",
            "symbol", "BTCUSDT",
            "interval", "1m",
            "timestamp", "2025-10-29T12:03:00Z",
            "close", "110123.45",
            "is_closed", "false");

    @Test
    void standsInColumnsUnderTheHeader() {
        assertThat(RecordForm.of(StoredStream.KLINES).header())
                .isEqualTo("sent      asset         int  opens              close         is      at");
        assertThat(line(CANDLE).text())
                .isEqualTo("12:03:04  bitcoin       1m   2025-10-29T12:03Z  110123.45     open    2@17")
                .hasSizeLessThanOrEqualTo(80);
    }

    @Test
    void aTradeStandsInColumnsOfItsOwn() {
        Map<String, String> fields = Map.of(
                "symbol", "BTCUSDT",
                "trade_id", "3735684134",
                "trade_time", "2025-10-29T12:03:03.917Z",
                "price", "110123.45000000",
                "quantity", "0.00012000",
                "is_buyer_maker", "true");
        RecordLine trade =
                new RecordLine(record(), ProbeResult.of(new CandleText(fields)), RecordForm.of(StoredStream.TRADES));

        assertThat(RecordForm.of(StoredStream.TRADES).header())
                .isEqualTo("sent      pair       id          made      price       quantity    taker   at");
        assertThat(trade.text())
                .isEqualTo("12:03:04  BTCUSDT    3735684134  12:03:03  110123.45   0.00012     sold    2@17")
                .hasSizeLessThanOrEqualTo(80);
        assertThat(trade.isOf("btcusdt")).isTrue();
        assertThat(trade.json()).contains("\"trade\":{");
    }

    @Test
    void showsWhatWouldSteerTheTerminalAsItsNumber() {
        Map<String, String> steering = new LinkedHashMap<>(CANDLE);
        steering.put("asset_name", "\u001b[2Jx\n");

        assertThat(line(steering).text()).contains("\\x1b[2Jx\\x0a").doesNotContain("\u001b", "\n");
        assertThat(line(steering).json()).contains("\\u001B[2Jx\\n").doesNotContain("\u001b", "\n");
    }

    @Test
    void saysWhyItIsNoCandle() {
        RecordLine damaged = new RecordLine(
                record(),
                ProbeResult.none("id at byte 0: its length is no length"),
                RecordForm.of(StoredStream.KLINES));

        assertThat(damaged.text()).isEqualTo("12:03:04  no candle: id at byte 0: its length is no length  2@17");
        assertThat(damaged.json()).contains("\"trouble\":\"id at byte 0: its length is no length\"");
        assertThat(damaged.isOf("bitcoin")).isTrue();
        assertThat(damaged.isOf("ethereum")).isFalse();
        assertThat(damaged.isOfInterval("1m")).isFalse();
    }

    @Test
    void isFoundByNameSymbolAndInterval() {
        assertThat(line(CANDLE).isOf("btcusdt")).isTrue();
        assertThat(line(CANDLE).isOf("Bitcoin")).isTrue();
        assertThat(line(CANDLE).isOf("ethereum")).isFalse();
        assertThat(line(CANDLE).isOfInterval("1m")).isTrue();
        assertThat(line(CANDLE).isOfInterval("1M")).isFalse();
    }

    private static RecordLine line(Map<String, String> fields) {
        return new RecordLine(record(), ProbeResult.of(new CandleText(fields)), RecordForm.of(StoredStream.KLINES));
    }

    private static ConsumerRecord<byte[], byte[]> record() {
        return new ConsumerRecord<>(
                "topic",
                2,
                17,
                1_761_739_384_000L,
                TimestampType.CREATE_TIME,
                7,
                1,
                "bitcoin".getBytes(StandardCharsets.UTF_8),
                new byte[] {1},
                new RecordHeaders(),
                Optional.empty());
    }
}
