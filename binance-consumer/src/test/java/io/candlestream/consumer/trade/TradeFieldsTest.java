package io.candlestream.consumer.trade;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.RowLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Holds schema, fields and table against each other. */
class TradeFieldsTest {
    private static final Map<Schema, RowLayout<?>> LAYOUTS = Map.of(
            TradeRecord.SCHEMA, TradeRecord.TRADES.layout(), TradeRecord.AGGREGATE, TradeRecord.AGG_TRADES.layout());
    private static final Set<String> DERIVED = Set.of("hour", "quote_quantity", "consumed_at");

    @Test
    void theFieldsAreThoseOfTheSchemaAndWhatIsDerived() {
        LAYOUTS.forEach((schema, layout) -> {
            List<String> told = schema.getFields().stream()
                    .map(Schema.Field::name)
                    .filter(name -> !name.equals("collected_at"))
                    .toList();

            assertThat(layout.fields().stream().map(Field::name).filter(name -> !DERIVED.contains(name)))
                    .isEqualTo(told);
        });
    }

    @Test
    void theTablesHaveTheFieldsInTheirOrderAndTheKey() throws IOException {
        for (RowLayout<?> layout : LAYOUTS.values()) {
            String cql = file("cassandra", layout.definition() + ".cql");
            String sql = file("postgres", layout.definition() + ".sql");
            List<String> columns = layout.fields().stream()
                    .map(field -> field.name() + " " + type(field) + ",")
                    .toList();

            assertThat(cql.lines().map(String::strip)).containsSubsequence(columns);
            assertThat(cql)
                    .contains("PRIMARY KEY ((" + String.join(", ", layout.partitionKey()) + "), "
                            + layout.clusteringKey() + ")");
            assertThat(sql.lines().map(String::strip))
                    .containsSubsequence(columns.stream()
                            .map(column -> column.replace(" timestamp,", " timestamptz,")
                                    .replace(" decimal,", " numeric,"))
                            .toList());
        }
    }

    private static String file(String folder, String name) throws IOException {
        return Files.readString(Path.of(System.getProperty("candlestream.home"), folder, name));
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
