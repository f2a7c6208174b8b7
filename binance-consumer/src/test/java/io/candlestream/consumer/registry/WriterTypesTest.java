package io.candlestream.consumer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.gap.GapStream;
import io.candlestream.consumer.kline.KlineRecord;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.stream.Decoded;
import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.consumer.stream.Decoded.Rejected;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.Field.OfDouble;
import io.candlestream.consumer.stream.Field.OfOptionalDouble;
import io.candlestream.consumer.stream.RejectReason;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.schema.Interval;
import io.candlestream.schema.Meaning;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every field of both contracts, written by Avro itself under every type: read as it was meant, or refused by name. */
class WriterTypesTest {
    private static final int ID = 1;
    private static final StreamType<?> KLINES =
            new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 65_535, "assets");
    private static final StreamType<?> GAPS = GapStream.ofContract(65_535, "gaps");
    private static final GenericRecord CANDLE = candle();
    private static final GenericRecord GAP = gap();

    /**
     * How another writer may write a field.
     *
     * @param meanings of the fields that the type can carry
     * @param value what is written for the field's text
     * @param text what our own writer would have written instead
     */
    private record Written(
            String type, Set<Meaning> meanings, Function<String, Object> value, Function<String, String> text) {
        static Written as(String type, Function<String, Object> value, Meaning... meanings) {
            return new Written(type, Set.of(meanings), value, text -> text);
        }

        static Written never(String type) {
            return new Written(type, EnumSet.noneOf(Meaning.class), text -> text, text -> text);
        }

        Written meaning(Function<String, String> text) {
            return new Written(type, meanings, value, text);
        }

        Schema schema(String text) {
            return new Schema.Parser().parse(type.replace("SYMBOL", text));
        }
    }

    private static List<Written> types() {
        String decimal = "\"logicalType\":\"decimal\",\"precision\":38,\"scale\":";
        return List.of(
                Written.as("\"string\"", text -> text, Meaning.values()),
                Written.as("[\"null\",\"string\"]", text -> text, Meaning.values()),
                Written.as("{\"type\":\"string\",\"logicalType\":\"uuid\"}", text -> text, Meaning.values()),
                Written.as(
                        "{\"type\":\"bytes\"," + decimal + "8}",
                        WriterTypesTest::decimal8,
                        Meaning.NUMBER,
                        Meaning.COUNT),
                Written.as(
                        "[\"null\",{\"type\":\"bytes\"," + decimal + "8}]",
                        WriterTypesTest::decimal8,
                        Meaning.NUMBER,
                        Meaning.COUNT),
                Written.as(
                        "{\"type\":\"fixed\",\"name\":\"number\",\"size\":16," + decimal + "8}",
                        WriterTypesTest::fixed8,
                        Meaning.NUMBER,
                        Meaning.COUNT),
                Written.as("\"double\"", Double::valueOf, Meaning.NUMBER),
                Written.as("[\"double\",\"null\"]", Double::valueOf, Meaning.NUMBER),
                Written.as("\"float\"", Float::valueOf, Meaning.NUMBER)
                        .meaning(text -> Float.valueOf(text).toString()),
                Written.as("\"long\"", WriterTypesTest::whole, Meaning.NUMBER, Meaning.COUNT, Meaning.TIME)
                        .meaning(text -> whole(text).toString()),
                Written.as(
                        "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}",
                        WriterTypesTest::whole,
                        Meaning.TIME),
                Written.as(
                        "{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}",
                        text -> whole(text) * 1000 + 999,
                        Meaning.TIME),
                Written.as("\"boolean\"", Boolean::valueOf, Meaning.TRUTH),
                Written.as("[\"null\",\"boolean\",\"string\"]", Boolean::valueOf, Meaning.TRUTH),
                Written.as(
                        "{\"type\":\"fixed\",\"name\":\"uuid\",\"size\":16,\"logicalType\":\"uuid\"}",
                        WriterTypesTest::fixedUuid,
                        Meaning.UUID),
                Written.as(
                        "{\"type\":\"enum\",\"name\":\"word\",\"symbols\":[\"SYMBOL\"]}",
                        text -> new GenericData.EnumSymbol(Schema.createEnum("word", "", "", List.of(text)), text),
                        Meaning.TEXT),
                Written.never("\"bytes\""),
                Written.never("[\"null\",\"bytes\"]"),
                Written.never("{\"type\":\"fixed\",\"name\":\"raw\",\"size\":8}"),
                Written.never("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":2,\"scale\":4}"),
                Written.never("{\"type\":\"int\",\"logicalType\":\"date\"}"),
                Written.never("{\"type\":\"int\",\"logicalType\":\"time-millis\"}"),
                Written.never("{\"type\":\"long\",\"logicalType\":\"time-micros\"}"),
                Written.never("{\"type\":\"long\",\"logicalType\":\"local-timestamp-millis\"}"),
                Written.never("{\"type\":\"long\",\"logicalType\":\"local-timestamp-micros\"}"),
                Written.never("{\"type\":\"long\",\"logicalType\":\"timestamp-nanos\"}"),
                Written.never("{\"type\":\"array\",\"items\":\"string\"}"),
                Written.never("{\"type\":\"map\",\"values\":\"string\"}"),
                Written.never("{\"type\":\"record\",\"name\":\"inner\",\"fields\":[]}"));
    }

    static Stream<Written> everyType() {
        return types().stream();
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void everyFieldIsReadAsItWasMeantOrRefusedByName(Written written) {
        for (Map.Entry<StreamType<?>, GenericRecord> contract :
                Map.of(KLINES, CANDLE, GAPS, GAP).entrySet()) {
            GenericRecord good = contract.getValue();
            for (Schema.Field field : good.getSchema().getFields()) {
                Meaning meaning = Meaning.of(field.name()).orElseThrow();
                String text = good.get(field.pos()).toString();
                if (!written.meanings().contains(meaning)) {
                    refuses(contract.getKey(), good, field.name(), written);
                } else if (!written.type().contains("SYMBOL") || text.matches("[A-Za-z_]\\w*")) {
                    Schema type = written.schema(text);
                    assertThat(decoded(
                                    contract.getKey(),
                                    good,
                                    field.name(),
                                    type,
                                    written.value().apply(text)))
                            .as("%s as %s", field.name(), type)
                            .isInstanceOf(Accepted.class)
                            .isEqualTo(plain(
                                    contract.getKey(),
                                    good,
                                    field.name(),
                                    written.text().apply(text)));
                }
            }
        }
    }

    private static void refuses(StreamType<?> kind, GenericRecord good, String field, Written written) {
        Schema type = written.schema("word");
        Decoded<?> decoded = decoded(kind, good.getSchema(), field, type, new byte[0]);
        assertThat(decoded).as("%s as %s", field, type).isInstanceOf(Rejected.class);
        Rejected<?> rejected = (Rejected<?>) decoded;
        assertThat(rejected.reason()).as("%s as %s", field, type).isEqualTo(RejectReason.INCOMPATIBLE_SCHEMA);
        assertThat(rejected.message()).contains(field + ": ", "cannot be read as ");
    }

    @Test
    void aPriceInDecimalIsThePrice() {
        Schema type = types().get(3).schema("");
        Map<String, Double> prices = Map.of(
                "0.00013616", 0.00013616, "0.00000001", 1e-8, "99999999.99999999", Double.valueOf("99999999.99999999"));

        prices.forEach(
                (text, price) -> assertThat(price("low", type, decimal8(text))).isEqualTo(price));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.00013616, 0.1, 1e-8, 61782.25, 1.0 / 3, 4.9e-324, 123456.789123})
    void aDoubleIsTheSameDouble(double value) {
        assertThat(price("volume", Schema.create(Schema.Type.DOUBLE), value)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aDoubleThatIsNoNumberIsRefused(double value) {
        Decoded<?> decoded = decoded(KLINES, CANDLE, "volume", Schema.create(Schema.Type.DOUBLE), value);
        assertThat(((Rejected<?>) decoded).reason()).isEqualTo(RejectReason.NOT_A_NUMBER);
    }

    @Test
    void aDecimalWithAFractionIsNoCount() {
        Decoded<?> decoded = decoded(KLINES, CANDLE, "trades", types().get(5).schema(""), fixed8("1255.5"));
        assertThat(((Rejected<?>) decoded).message()).isEqualTo("trades = '1255.5' is not a whole number");
    }

    /** What the table would hold in {@code field}; the other prices are set so that the row is a candle. */
    private static double price(String field, Schema type, Object value) {
        GenericRecord around = new GenericData.Record((GenericData.Record) CANDLE, true);
        if (field.equals("low")) {
            around.put("high", "100000000");
            around.put("open", "99999999.99999999");
            around.put("close", "99999999.99999999");
        } else {
            around.put("taker_buy_volume", "0");
        }
        Decoded<?> decoded = decoded(KLINES, around, field, type, value);
        assertThat(decoded).isInstanceOf(Accepted.class);
        KlineRow row = (KlineRow) ((Accepted<?>) decoded).row();
        return new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 1, "assets")
                .layout().fields().stream()
                        .filter(one -> one.name().equals(field))
                        .mapToDouble(one -> number(one, row))
                        .findFirst()
                        .orElseThrow();
    }

    private static double number(Field<KlineRow> field, KlineRow row) {
        return field instanceof OfDouble<KlineRow> present
                ? present.value().applyAsDouble(row)
                : ((OfOptionalDouble<KlineRow>) field).value().apply(row).orElseThrow();
    }

    private static Decoded<?> plain(StreamType<?> kind, GenericRecord good, String field, String text) {
        GenericRecord record = new GenericData.Record((GenericData.Record) good, true);
        record.put(field, text);
        return kind.decoder().decode(bytes(record), 0);
    }

    private static Decoded<?> decoded(StreamType<?> kind, GenericRecord good, String field, Schema type, Object value) {
        GenericRecord record = new GenericData.Record(with(good.getSchema(), field, type));
        good.getSchema().getFields().forEach(own -> record.put(own.name(), good.get(own.pos())));
        record.put(field, value);
        return decoded(kind, good.getSchema(), field, type, bytes(record));
    }

    private static Decoded<?> decoded(StreamType<?> kind, Schema ours, String field, Schema type, byte[] body) {
        try (TestRegistry registry = new TestRegistry()) {
            registry.register(ID, with(ours, field, type).toString());
            return new RegistryDecoder<>(kind, registry.client()).decode(FramedRecord.framed(ID, body), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema with(Schema ours, String field, Schema type) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field own : ours.getFields()) {
            fields.add(new Schema.Field(own.name(), own.name().equals(field) ? type : own.schema()));
        }
        return Schema.createRecord(ours.getName(), "", ours.getNamespace(), false, fields);
    }

    private static byte[] bytes(GenericRecord record) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GenericRecord candle() {
        try {
            return new GenericDatumReader<GenericRecord>(KlineRecord.SCHEMA)
                    .read(
                            null,
                            DecoderFactory.get()
                                    .binaryDecoder(KlineRecord.good().bytes(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GenericRecord gap() {
        Map<String, String> values = new HashMap<>(Map.of("symbol", "BTCUSDT", "interval", "1m", "cause", "restart"));
        values.putAll(Map.of("state", "healed", "source", "rest", "from_time", "2024-08-08T23:54:00Z"));
        values.putAll(Map.of("to_time", "2024-08-08T23:56:00Z", "found_at", "2024-08-08T23:57:00.500Z"));
        values.put("healed_at", "2024-08-08T23:57:01.500Z");
        GenericRecord gap = new GenericData.Record(GAPS.schema());
        values.forEach(gap::put);
        return gap;
    }

    private static ByteBuffer decimal8(String text) {
        return ByteBuffer.wrap(unscaled(text));
    }

    private static GenericData.Fixed fixed8(String text) {
        byte[] unscaled = unscaled(text);
        byte[] bytes = new byte[16];
        System.arraycopy(unscaled, 0, bytes, 16 - unscaled.length, unscaled.length);
        return new GenericData.Fixed(types().get(5).schema(""), bytes);
    }

    private static byte[] unscaled(String text) {
        return new BigDecimal(text)
                .setScale(8, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .toByteArray();
    }

    private static Long whole(String text) {
        return text.contains(":") ? Instant.parse(text).toEpochMilli() : Math.round(Double.parseDouble(text));
    }

    private static GenericData.Fixed fixedUuid(String text) {
        UUID uuid = UUID.fromString(text);
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return new GenericData.Fixed(types().get(14).schema(""), bytes);
    }
}
