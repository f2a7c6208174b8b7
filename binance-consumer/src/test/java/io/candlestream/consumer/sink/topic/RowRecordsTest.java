package io.candlestream.consumer.sink.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.consumer.sink.QueryBatch;
import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Field.OfBoolean;
import io.candlestream.consumer.stream.Field.OfDecimal;
import io.candlestream.consumer.stream.Field.OfDouble;
import io.candlestream.consumer.stream.Field.OfInt;
import io.candlestream.consumer.stream.Field.OfLong;
import io.candlestream.consumer.stream.Field.OfOptionalDecimal;
import io.candlestream.consumer.stream.Field.OfOptionalDouble;
import io.candlestream.consumer.stream.Field.OfOptionalTime;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.stream.Field.OfUuid;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RowRecordsTest {
    /** One field of each kind. */
    private record All(String partition, long clustering, boolean full) implements Row {
        @Override
        public long version() {
            return 1_723_161_255_343_001L;
        }
    }

    private static final UUID ID = new UUID(1, 2);
    private static final long TIME = 1_723_161_255_343L;
    private static final Decimal EXACT =
            Decimal.of(new BigDecimal("12345678901234567890.123456789")).orElseThrow();
    private static final RowLayout<All> LAYOUT = new RowLayout<>(
            "all",
            "all_rows",
            List.of(
                    new OfText<>("name", All::partition),
                    new OfTime<>("time", All::clustering),
                    new OfText<>("note", row -> row.full() ? "a \"note\"\n" : ""),
                    new OfDouble<>("price", row -> 1.5),
                    new OfDouble<>("exact", row -> 1.2345678901234567e19, row -> Optional.of(EXACT)),
                    new OfOptionalDouble<>(
                            "maybe", row -> row.full() ? OptionalDouble.of(0.1) : OptionalDouble.empty()),
                    new OfDecimal<>("decimal", row -> EXACT),
                    new OfOptionalDecimal<>("maybe_decimal", row -> row.full() ? Optional.of(EXACT) : Optional.empty()),
                    new OfInt<>("count", row -> -7),
                    new OfLong<>("number", row -> Long.MAX_VALUE),
                    new OfOptionalTime<>(
                            "maybe_time", row -> row.full() ? OptionalLong.of(TIME) : OptionalLong.empty()),
                    new OfBoolean<>("flag", All::full),
                    new OfUuid<>("id", row -> ID)),
            List.of("name"),
            "time",
            List.of("name"));

    private static final All FULL = new All("a/b%", TIME, true);
    private static final All SPARSE = new All("c", 0, false);

    @Test
    void anAvroRowIsReadByItsSchema() throws IOException {
        Schema schema = RowAvro.schema(LAYOUT);

        assertThat(read(schema, record(RowFormat.AVRO, FULL).value(), 0))
                .hasToString("""
                        {"name": "a/b%%", "time": %1$d, "note": "a \\"note\\"\\n", "price": "1.5",\
                         "exact": "%2$s", "maybe": "0.1", "decimal": "%2$s", "maybe_decimal": "%2$s", "count": -7,\
                         "number": 9223372036854775807, "maybe_time": %1$d, "flag": true, "id": "%3$s"}""".formatted(TIME, EXACT.toBigDecimal(), ID));
        assertThat(read(schema, record(RowFormat.AVRO, SPARSE).value(), 0))
                .extracting(row -> row.get("note"), row -> row.get("maybe"), row -> row.get("maybe_time"))
                .containsOnlyNulls();
    }

    @Test
    void theSchemaNamesTheMeaningOfTimesAndIds() {
        Schema schema = RowAvro.schema(LAYOUT);

        assertThat(schema.getFullName()).isEqualTo("io.candlestream.rows.all");
        assertThat(schema.getField("time").schema().getLogicalType().getName()).isEqualTo("timestamp-millis");
        assertThat(schema.getField("id").schema().getLogicalType().getName()).isEqualTo("uuid");
        assertThat(schema.getField("maybe").hasDefaultValue()).isTrue();
        assertThat(new Schema.Parser().parse(schema.toString())).isEqualTo(schema);
    }

    @Test
    void aFramedRowHasTheIdOfItsSchemaInFront() throws IOException {
        byte[] framed = record(RowFormat.AVRO_FRAMED, FULL).value();

        assertThat(ByteBuffer.wrap(framed).get()).isZero();
        assertThat(ByteBuffer.wrap(framed).getInt(1)).isEqualTo(77);
        assertThat(read(RowAvro.schema(LAYOUT), framed, 5).get("count")).isEqualTo(-7);
    }

    @Test
    void aJsonRowKeepsEveryDigit() throws IOException {
        JsonNode full = new ObjectMapper().readTree(record(RowFormat.JSON, FULL).value());
        JsonNode sparse =
                new ObjectMapper().readTree(record(RowFormat.JSON, SPARSE).value());

        assertThat(full.get("decimal").asText()).isEqualTo("12345678901234567890.123456789");
        assertThat(full.get("time").asText()).isEqualTo("2024-08-08T23:54:15.343Z");
        assertThat(full.get("number").asLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(full.get("note").asText()).isEqualTo("a \"note\"\n");
        assertThat(full.get("id").asText()).isEqualTo(ID.toString());
        assertThat(List.of("note", "maybe", "maybe_decimal", "maybe_time"))
                .allMatch(name -> sparse.get(name).isNull());
        assertThat(sparse).hasSize(LAYOUT.fields().size());
    }

    @Test
    void keyAndHeadersTellWhichRowInWhichVersionOfWhichBatch() {
        ProducerRecord<byte[], byte[]> record = record(RowFormat.JSON, FULL);

        assertThat(record.topic()).isEqualTo("rows.all");
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("a%2Fb%25/2024-08-08T23:54:15.343Z");
        assertThat(header(record, "version")).isEqualTo("1723161255343001");
        assertThat(header(record, "batch")).isEqualTo(ID + "/42");
    }

    @Test
    void rowsOfOneAssetGoWhereKafkaSendsItsName() {
        int partition = record(RowFormat.JSON, SPARSE).partition();

        assertThat(record(RowFormat.JSON, new All("c", TIME, true)).partition()).isEqualTo(partition);
        assertThat(partition)
                .isEqualTo(org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey(
                        "c".getBytes(StandardCharsets.UTF_8), 5));
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static ProducerRecord<byte[], byte[]> record(RowFormat format, All row) {
        OptionalInt schema = format == RowFormat.AVRO_FRAMED ? OptionalInt.of(77) : OptionalInt.empty();
        return new RowRecords<>("rows.all", LAYOUT, format, schema, Optional.of(new QueryBatch(ID, new UUID(3, 4), 42)))
                .of(row, 5);
    }

    private static GenericRecord read(Schema schema, byte[] value, int from) throws IOException {
        return new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(value, from, value.length - from, null));
    }
}
