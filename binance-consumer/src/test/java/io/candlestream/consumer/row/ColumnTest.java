package io.candlestream.consumer.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
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

        assertThat(TypeCodecs.DOUBLE.decode(bytes(Column.ofDouble("c", row -> 73687542.87)), VERSION))
                .isEqualTo(73687542.87);
        assertThat(TypeCodecs.INT.decode(bytes(Column.ofInt("c", row -> -5)), VERSION))
                .isEqualTo(-5);
        assertThat(TypeCodecs.BIGINT.decode(bytes(Column.ofBigint("c", row -> 1L << 40)), VERSION))
                .isEqualTo(1L << 40);
        assertThat(TypeCodecs.TIMESTAMP.decode(bytes(Column.ofTime("c", row -> 1234)), VERSION))
                .isEqualTo(Instant.ofEpochMilli(1234));
        assertThat(TypeCodecs.BOOLEAN.decode(bytes(Column.ofBoolean("c", row -> true)), VERSION))
                .isTrue();
        assertThat(TypeCodecs.BOOLEAN.decode(bytes(Column.ofBoolean("c", row -> false)), VERSION))
                .isFalse();
        assertThat(TypeCodecs.UUID.decode(bytes(Column.ofUuid("c", row -> id)), VERSION))
                .isEqualTo(id);
        assertThat(TypeCodecs.TEXT.decode(bytes(Column.ofText("c", row -> "币安")), VERSION))
                .isEqualTo("币安");
    }

    @Test
    void writesNoBytesForWhatIsAbsent() {
        assertThat(bytes(Column.ofOptionalDouble("c", row -> OptionalDouble.empty()))
                        .hasRemaining())
                .isFalse();
        assertThat(bytes(Column.ofOptionalTime("c", row -> OptionalLong.empty()))
                        .hasRemaining())
                .isFalse();
        assertThat(bytes(Column.ofText("c", row -> "")).hasRemaining()).isFalse();
    }

    @Test
    void aDoubleFitsIntoAFloatColumn() {
        Column<String> narrow = Column.<String>ofDouble("c", row -> 73687542.87)
                .storedAs(DataTypes.FLOAT)
                .orElseThrow();

        assertThat(TypeCodecs.FLOAT.decode(bytes(narrow), VERSION)).isEqualTo(73687544.0f);
    }

    @Test
    void anAbsentDoubleStaysAbsentInAFloatColumn() {
        Column<String> narrow = Column.<String>ofOptionalDouble("c", row -> OptionalDouble.empty())
                .storedAs(DataTypes.FLOAT)
                .orElseThrow();

        assertThat(bytes(narrow).hasRemaining()).isFalse();
    }

    @Test
    void nothingElseIsConverted() {
        assertThat(Column.<String>ofInt("c", row -> 1).storedAs(DataTypes.BIGINT))
                .isEmpty();
        assertThat(Column.<String>ofDouble("c", row -> 1).storedAs(DataTypes.DECIMAL))
                .isEmpty();
    }

    private static ByteBuffer bytes(Column<String> column) {
        return column.encoder().apply("row");
    }
}
