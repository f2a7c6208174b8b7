package io.candlestream.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordSchemaTest {
    @Test
    void theContractsFieldsStandFirstInTheirOrder() {
        Schema schema = RecordSchema.KLINES.load(Path.of("assets.avsc"));

        assertThat(schema.getFullName()).isEqualTo("io.binance.assets");
        assertThat(schema.getFields().stream().limit(13).map(Schema.Field::name))
                .containsExactlyElementsOf(RecordSchema.KLINES.requiredFields());
    }

    @Test
    void everyAddedFieldHasADefault() {
        assertThat(RecordSchema.KLINES.load(Path.of("assets.avsc")).getFields().stream()
                        .skip(13))
                .hasSize(8)
                .allMatch(Schema.Field::hasDefaultValue);
    }

    @Test
    void refusesAMissingFileAndNamesTheVariable() {
        assertThatThrownBy(() -> RecordSchema.KLINES.load(Path.of("nowhere.avsc")))
                .isInstanceOf(SchemaException.class)
                .hasMessage("Cannot read schema nowhere.avsc: no such file (set ASSET_SCHEMA_LOCATION)");
    }

    @Test
    void refusesWhatIsNotAvro(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x.avsc"), "hello");

        assertThatThrownBy(() -> RecordSchema.KLINES.load(file))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("not an Avro schema")
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesARecordThatCannotCarryCandles() {
        assertThatThrownBy(() -> RecordSchema.KLINES.parse("\"string\"", "x"))
                .hasMessageContaining("a record is needed");
        assertThatThrownBy(() -> RecordSchema.KLINES.parse("{\"type\":\"record\",\"name\":\"a\",\"fields\":[]}", "x"))
                .hasMessageContaining("field 'id' is missing");
    }

    @Test
    void refusesAFieldThatIsNotText() throws IOException {
        String numeric = Files.readString(Path.of("assets.avsc"))
                .replace("\"name\": \"trades\", \"type\": \"string\"", "\"name\": \"trades\", \"type\": \"int\"");

        assertThatThrownBy(() -> RecordSchema.KLINES.parse(numeric, "x"))
                .hasMessage("Cannot use schema x: field 'trades' is int, every field has to be a string");
    }
}
