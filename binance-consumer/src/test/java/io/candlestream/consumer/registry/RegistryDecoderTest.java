package io.candlestream.consumer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.consumer.kline.KlineRecord;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.consumer.stream.Decoded.Rejected;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of other writers, read by the schema that each names. */
class RegistryDecoderTest {
    private static final String OURS = KlineRecord.SCHEMA.toString();
    private static final Map<String, ?> NOTHING = Map.of();

    private final TestRegistry registry = new TestRegistry();
    private final KlineStream klines = new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 65_535, "assets");
    private final RowDecoder<KlineRow> decoder = new RegistryDecoder<>(klines, registry.client());
    private final KlineRow good = row(KlineRecord.good().bytes());

    RegistryDecoderTest() throws IOException {}

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void bothFramingsMayBeMixed() {
        registry.register(7, OURS);

        assertThat(row(framed(7, OURS, NOTHING))).isEqualTo(good);
        assertThat(row(KlineRecord.good().bytes())).isEqualTo(good);
        assertThat(row(framed(7, OURS, NOTHING))).isEqualTo(good);
        assertThat(registry.questions()).isEqualTo(1);
    }

    @Test
    void aFieldMoreIsLeftOutAndAFieldLessTakesItsDefault() {
        String more = OURS.replace("{\"name\":\"open\"", "{\"name\":\"venue\",\"type\":\"string\"},{\"name\":\"open\"");
        String less = without(OURS, "event_time");
        registry.register(1, more).register(2, less);

        assertThat(row(framed(1, more, NOTHING))).isEqualTo(good);
        assertThat(row(framed(2, less, NOTHING)).eventTime()).isEmpty();
        assertThat(row(framed(2, less, NOTHING)).close()).isEqualTo(good.close());
    }

    @Test
    void numbersTruthsAndNullsBecomeText() {
        String typed = typed(
                typed(typed(typed(OURS, "close", "\"double\""), "trades", "\"int\""), "is_closed", "\"boolean\""),
                "first_trade_id",
                "[\"null\",\"long\"]");
        registry.register(3, typed);

        KlineRow row = row(framed(3, typed, values(61782.25, 3_735_684_134L)));
        assertThat(row).isEqualTo(good);
        assertThat(row(framed(3, typed, values(61782.25, null))).firstTradeId()).isEmpty();
    }

    private static Map<String, Object> values(double close, Long firstTradeId) {
        Map<String, Object> values = new HashMap<>(Map.of("close", close, "trades", 1255, "is_closed", false));
        values.put("first_trade_id", firstTradeId);
        return values;
    }

    @Test
    void aRenamedFieldIsFoundByOurAlias() {
        Schema aliased = new Schema.Parser()
                .parse(OURS.replace("{\"name\":\"close\"", "{\"name\":\"close\",\"aliases\":[\"last\"]"));
        String renamed = OURS.replace("{\"name\":\"close\"", "{\"name\":\"last\"");
        String widened = typed(renamed, "last", "\"double\"");
        registry.register(4, renamed).register(5, widened);
        RowDecoder<KlineRow> ours =
                new RegistryDecoder<>(new KlineStream(aliased, Interval.MINUTE_1, 65_535, "assets"), registry.client());

        assertThat(ours.decode(framed(4, renamed, Map.of("last", "61782.25")), 0))
                .isEqualTo(new Accepted<>(good));
        assertThat(ours.decode(framed(5, widened, Map.of("last", 61782.25)), 0)).isEqualTo(new Accepted<>(good));
    }

    @Test
    void fieldsMayStandInAnotherOrder() {
        String reordered = without(OURS, "asset_name")
                .replace("{\"name\":\"source\"", "{\"name\":\"asset_name\",\"type\":\"string\"},{\"name\":\"source\"");
        registry.register(6, reordered);

        assertThat(row(framed(6, reordered, NOTHING))).isEqualTo(good);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"string\"",
                "{\"type\":\"record\",\"name\":\"trades\",\"namespace\":\"io.binance\",\"fields\":[]}",
                "{\"type\":\"record\",\"name\":\"assets\",\"namespace\":\"io.binance\",\"fields\":[]}",
                "{\"type\":\"nonsense\"}",
                "syntax = proto3;"
            })
    void anIncompatibleSchemaIsADeadLetterWithItsCause(String schema) {
        registry.register(9, schema);

        Rejected<KlineRow> rejected =
                rejected(FramedRecord.framed(9, KlineRecord.good().bytes()));
        assertThat(rejected.reason()).isEqualTo(RejectReason.INCOMPATIBLE_SCHEMA);
        assertThat(rejected.message()).contains("schema id 9 cannot be read as io.binance.assets");
    }

    @Test
    void aFieldThatNoTextCanHoldIsIncompatible() {
        String list = typed(OURS, "close", "{\"type\":\"array\",\"items\":\"string\"}");
        registry.register(10, list);

        assertThat(rejected(FramedRecord.framed(10, new byte[] {2, 2})).reason())
                .isEqualTo(RejectReason.INCOMPATIBLE_SCHEMA);
    }

    @Test
    void anIdThatNobodyRegisteredIsADeadLetter() {
        assertThat(rejected(FramedRecord.framed(404, new byte[10])).reason()).isEqualTo(RejectReason.UNKNOWN_SCHEMA);
        assertThat(rejected(FramedRecord.framed(-1, new byte[10])).message()).contains("-1");
    }

    @Test
    void everyTruncationAndTrailingBytesHaveACause() {
        String typed = typed(OURS, "close", "\"double\"");
        registry.register(11, typed);
        byte[] whole = framed(11, typed, Map.of("close", 61782.25));

        for (int length = 0; length < whole.length; length++) {
            assertThat(decoder.decode(Arrays.copyOf(whole, length), 0))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(Rejected.class);
        }
        assertThat(rejected(Arrays.copyOf(whole, whole.length + 1)).reason()).isEqualTo(RejectReason.TRAILING_BYTES);
    }

    @Test
    void aRegistryThatIsBusyIsAskedAgainAndOneThatIsAwayIsAnOutage() {
        registry.register(12, OURS);
        registry.fail(2);
        assertThat(row(framed(12, OURS, NOTHING))).isEqualTo(good);
        assertThat(registry.questions()).isEqualTo(3);

        registry.close();
        assertThatThrownBy(() -> decoder.decode(FramedRecord.framed(13, new byte[10]), 0))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("/schemas/ids/13");
        assertThat(row(framed(12, OURS, NOTHING))).isEqualTo(good);
    }

    private static byte[] framed(int id, String schema, Map<String, ?> values) {
        return FramedRecord.of(id, new Schema.Parser().parse(schema), values);
    }

    private static String typed(String schema, String field, String type) {
        return schema.replaceFirst(
                "\\{\"name\":\"" + field + "\",\"type\":\"string\"(,\"doc\":\"[^\"]*\")?(,\"default\":\"\")?",
                Matcher.quoteReplacement("{\"name\":\"" + field + "\",\"type\":" + type));
    }

    private static String without(String schema, String field) {
        return schema.replaceFirst("\\{\"name\":\"" + field + "\"[^}]*},", "");
    }

    private KlineRow row(byte[] value) {
        Decoded<KlineRow> decoded = decoder.decode(value, 0);
        assertThat(decoded).isInstanceOf(Accepted.class);
        return ((Accepted<KlineRow>) decoded).row();
    }

    private Rejected<KlineRow> rejected(byte[] value) {
        Decoded<KlineRow> decoded = decoder.decode(value, 0);
        assertThat(decoded).isInstanceOf(Rejected.class);
        return (Rejected<KlineRow>) decoded;
    }
}
