package io.candlestream.consumer.gap;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.consumer.stream.Decoded.Rejected;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.GapRequest;
import io.candlestream.consumer.stream.RejectReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GapDecoderTest {
    private final GapStream gaps = GapStream.ofContract(1000, "gaps");
    private final Map<String, String> open = new LinkedHashMap<>(Map.of(
            "symbol", "BTCUSDT",
            "interval", "1m",
            "from_time", "2021-04-25T04:01:00Z",
            "to_time", "2021-04-25T08:45:00Z",
            "cause", "restart",
            "state", "open",
            "found_at", "2021-04-25T08:45:01.500Z",
            "healed_at", "",
            "source", ""));

    @Test
    void readsAnOpenGap() throws IOException {
        GapRow row = ((Accepted<GapRow>) decoded(Map.of())).row();

        assertThat(row.partition()).isEqualTo("BTCUSDT 1m");
        assertThat(row.clustering()).isEqualTo(1_619_323_260_000L);
        assertThat(row.toTime() - row.fromTime()).isEqualTo(284 * 60_000L);
        assertThat(row.healedAt()).isEmpty();
        assertThat(row.version()).isEqualTo(1_619_340_301_500_000L);
    }

    @Test
    void whatBecameOfItWinsEvenInTheSameMillisecond() throws IOException {
        GapRow healed = ((Accepted<GapRow>)
                        decoded(Map.of("state", "healed", "healed_at", "2021-04-25T08:45:01.500Z", "source", "rest")))
                .row();

        assertThat(healed.version()).isEqualTo(1_619_340_301_500_001L);
        assertThat(healed.source()).isEqualTo("rest");
    }

    @Test
    void whatIsAskedForWithoutAnEndReachesToItsFinding() throws IOException {
        byte[] asked = GapStream.ofContract(65_535, "gaps")
                .record(
                        "prices.gaps",
                        new GapRequest("BTCUSDT", "1m", Instant.parse("2021-04-25T04:01:00Z")),
                        Instant.parse("2021-04-25T08:45:01.500Z"))
                .value();
        GapRow row = ((Accepted<GapRow>) gaps.decoder().decode(asked, 0)).row();

        assertThat(row.toTime()).isEqualTo(row.foundAt());
        assertThat(row.state()).isEqualTo("open");
    }

    @Test
    void aConsumerWhoseClockIsBehindAsksForACandleAtLeast() throws IOException {
        GapRow row = ((Accepted<GapRow>) decoded(Map.of("to_time", "", "found_at", "1970-01-01T00:00:00Z"))).row();

        assertThat(row.toTime() - row.fromTime()).isEqualTo(60_000);
    }

    @ParameterizedTest
    @CsvSource({
        "symbol, '', EMPTY_KEY",
        "symbol, BTC USDT, BAD_SYMBOL",
        "symbol, 'BTCUSDT\n', BAD_SYMBOL",
        "symbol, BTC\u00a0USDT, BAD_SYMBOL",
        "symbol, BTC\u0000USDT, BAD_SYMBOL",
        "interval, '', EMPTY_KEY",
        "from_time, soon, NOT_A_TIME",
        "to_time, 2021-04-25T04:01:00Z, BAD_GAP",
        "state, healed, BAD_GAP",
        "state, lost, BAD_GAP",
        "healed_at, 2021-04-25T08:46:00Z, BAD_GAP",
    })
    void refusesWhatNoGapCanBe(String field, String value, RejectReason reason) throws IOException {
        assertThat(decoded(Map.of(field, value)))
                .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(reason));
    }

    /** Behind the other fields stand the texts 41 and 57, each after its length, doubled. */
    @Test
    void aGapOfNumberedEventsIsAsWideAsItsTimes() throws IOException {
        open.put("interval", "trade");
        byte[] bytes = bytes(open);
        byte[] numbered = Arrays.copyOf(bytes, bytes.length + 6);
        System.arraycopy(new byte[] {4, '4', '1', 4, '5', '7'}, 0, numbered, bytes.length, 6);

        assertThat(gaps.decoder().decode(numbered, 0)).isEqualTo(gaps.decoder().decode(bytes, 0));
        assertThat(gaps.decoder().decode(Arrays.copyOf(numbered, numbered.length - 1), 0))
                .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(RejectReason.TRAILING_BYTES));
    }

    @Test
    void everyTruncationHasACause() throws IOException {
        byte[] bytes = bytes(open);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(gaps.decoder().decode(Arrays.copyOf(bytes, length), 0))
                    .as("%d of %d bytes", length, bytes.length)
                    .isInstanceOf(Rejected.class);
        }
    }

    @Test
    void everyFieldOfTheSchemaIsAFieldOfTheRow() {
        assertThat(gaps.schema().getFields().stream().map(Schema.Field::name))
                .isEqualTo(GapStream.ofContract(65_535, "gaps").layout().fields().stream()
                        .map(Field::name)
                        .toList());
    }

    private Decoded<GapRow> decoded(Map<String, String> changes) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>(open);
        fields.putAll(changes);
        return gaps.decoder().decode(bytes(fields), 0);
    }

    private byte[] bytes(Map<String, String> fields) throws IOException {
        GenericRecord record = new GenericData.Record(gaps.schema());
        fields.forEach(record::put);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(gaps.schema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
