package io.candlestream.consumer.sink.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import io.candlestream.consumer.stream.Decimal;
import io.candlestream.consumer.stream.Field.OfBoolean;
import io.candlestream.consumer.stream.Field.OfDecimal;
import io.candlestream.consumer.stream.Field.OfDouble;
import io.candlestream.consumer.stream.Field.OfInt;
import io.candlestream.consumer.stream.Field.OfLong;
import io.candlestream.consumer.stream.Field.OfOptionalDouble;
import io.candlestream.consumer.stream.Field.OfOptionalTime;
import io.candlestream.consumer.stream.Field.OfText;
import io.candlestream.consumer.stream.Field.OfTime;
import io.candlestream.consumer.stream.Field.OfUuid;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ColumnTest {
    private static final ProtocolVersion VERSION = ProtocolVersion.DEFAULT;

    @Test
    void writesWhatTheDriverReads() {
        UUID id = UUID.randomUUID();

        assertThat(TypeCodecs.DOUBLE.decode(bytes(Column.of(new OfDouble<String>("c", row -> 73687542.87))), VERSION))
                .isEqualTo(73687542.87);
        assertThat(TypeCodecs.INT.decode(bytes(Column.of(new OfInt<String>("c", row -> -5))), VERSION))
                .isEqualTo(-5);
        assertThat(TypeCodecs.BIGINT.decode(bytes(Column.of(new OfLong<String>("c", row -> 1L << 40))), VERSION))
                .isEqualTo(1L << 40);
        assertThat(TypeCodecs.TIMESTAMP.decode(bytes(Column.of(new OfTime<String>("c", row -> 1234))), VERSION))
                .isEqualTo(Instant.ofEpochMilli(1234));
        assertThat(TypeCodecs.BOOLEAN.decode(bytes(Column.of(new OfBoolean<String>("c", row -> true))), VERSION))
                .isTrue();
        assertThat(TypeCodecs.BOOLEAN.decode(bytes(Column.of(new OfBoolean<String>("c", row -> false))), VERSION))
                .isFalse();
        Decimal price = Decimal.of(6_183_763, 2);
        assertThat(TypeCodecs.DECIMAL.decode(bytes(Column.of(new OfDecimal<String>("c", row -> price))), VERSION))
                .hasToString("61837.63");
        assertThat(TypeCodecs.UUID.decode(bytes(Column.of(new OfUuid<String>("c", row -> id))), VERSION))
                .isEqualTo(id);
        assertThat(TypeCodecs.TEXT.decode(bytes(Column.of(new OfText<String>("c", row -> "币安"))), VERSION))
                .isEqualTo("币安");
    }

    @Test
    void writesNoBytesForWhatIsAbsent() {
        assertThat(bytes(Column.of(new OfOptionalDouble<String>("c", row -> OptionalDouble.empty())))
                        .hasRemaining())
                .isFalse();
        assertThat(bytes(Column.of(new OfOptionalTime<String>("c", row -> OptionalLong.empty())))
                        .hasRemaining())
                .isFalse();
        assertThat(bytes(Column.of(new OfText<String>("c", row -> ""))).hasRemaining())
                .isFalse();
    }

    @Test
    void aDoubleFitsIntoAFloatColumn() {
        Column<String> narrow = Column.of(new OfDouble<String>("c", row -> 73687542.87))
                .storedAs(DataTypes.FLOAT)
                .orElseThrow();

        assertThat(TypeCodecs.FLOAT.decode(bytes(narrow), VERSION)).isEqualTo(73687544.0f);
    }

    @Test
    void anAbsentDoubleStaysAbsentInAFloatColumn() {
        Column<String> narrow = Column.of(new OfOptionalDouble<String>("c", row -> OptionalDouble.empty()))
                .storedAs(DataTypes.FLOAT)
                .orElseThrow();

        assertThat(bytes(narrow).hasRemaining()).isFalse();
    }

    @Test
    void nothingElseIsConverted() {
        assertThat(Column.of(new OfInt<String>("c", row -> 1)).storedAs(DataTypes.BIGINT))
                .isEmpty();
        assertThat(Column.of(new OfDouble<String>("c", row -> 1)).storedAs(DataTypes.DECIMAL))
                .isEmpty();
    }

    private static ByteBuffer bytes(Column<String> column) {
        return column.encoder().apply("row");
    }
}
