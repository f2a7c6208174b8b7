package io.candlestream.consumer.trade;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.RowLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Holds schema, fields and table against each other. */
class TradeFieldsTest {
    private static final RowLayout<TradeRow> LAYOUT = new TradeStream(TradeRecord.SCHEMA, 1000, "trades").layout();
    private static final Set<String> DERIVED = Set.of("hour", "quote_quantity", "consumed_at");

    @Test
    void theFieldsAreThoseOfTheSchemaAndWhatIsDerived() {
        List<String> told = TradeRecord.SCHEMA.getFields().stream()
                .map(Schema.Field::name)
                .filter(name -> !name.equals("collected_at"))
                .toList();

        assertThat(LAYOUT.fields().stream().map(Field::name).filter(name -> !DERIVED.contains(name)))
                .isEqualTo(told);
    }

    @Test
    void theTableHasTheFieldsInTheirOrderAndTheKey() throws IOException {
        String cql = Files.readString(Path.of(System.getProperty("candlestream.home"), "cassandra", "trades.cql"));
        List<String> columns = LAYOUT.fields().stream()
                .map(field -> field.name() + " " + type(field) + ",")
                .toList();

        assertThat(cql.lines().map(String::strip)).containsSubsequence(columns);
        assertThat(cql)
                .contains("PRIMARY KEY ((" + String.join(", ", LAYOUT.partitionKey()) + "), " + LAYOUT.clusteringKey()
                        + ")");
    }

    private static String type(Field<?> field) {
        if (field instanceof Field.OfDecimal<?>) {
            return "decimal";
        } else if (field instanceof Field.OfTime<?>) {
            return "timestamp";
        } else if (field instanceof Field.OfLong<?>) {
            return "bigint";
        }
        return field instanceof Field.OfBoolean<?> ? "boolean" : "text";
    }
}
