package io.candlestream.sink.lake.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class RowOrderTest {
    private static final Schema SCHEMA = new Schema(
            Types.NestedField.optional(1, "symbol", Types.StringType.get()),
            Types.NestedField.required(2, "asset_name", Types.StringType.get()),
            Types.NestedField.required(3, "version", Types.LongType.get()));

    private final RowOrder order = new RowOrder(List.of(0, 1, 2));

    @Test
    void rowsWithoutASymbolComeFirstAndAreToldApart() {
        StructLike bitcoin = row(null, "bitcoin", 2);
        StructLike earlier = row(null, "bitcoin", 1);
        StructLike solana = row(null, "solana", 1);
        StructLike named = row("ETHUSDT", "ethereum", 1);

        assertThat(Stream.of(named, solana, bitcoin, earlier).sorted(order))
                .containsExactly(earlier, bitcoin, solana, named);
        assertThat(order.isSameKey(bitcoin, earlier)).isTrue();
        assertThat(order.isSameKey(bitcoin, solana)).isFalse();
        assertThat(order.isSameKey(bitcoin, row("BTCUSDT", "bitcoin", 2))).isFalse();
    }

    private static StructLike row(String symbol, String asset, long version) {
        GenericRecord row = GenericRecord.create(SCHEMA);
        row.set(0, symbol);
        row.set(1, asset);
        row.set(2, version);
        return row;
    }
}
