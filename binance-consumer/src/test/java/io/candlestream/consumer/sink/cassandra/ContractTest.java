package io.candlestream.consumer.sink.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.gap.GapStream;
import io.candlestream.consumer.kline.KlineRecord;
import io.candlestream.consumer.kline.KlineRow;
import io.candlestream.consumer.kline.KlineStream;
import io.candlestream.consumer.stream.Decoded.Accepted;
import io.candlestream.consumer.stream.Field;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.schema.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Holds the schema, the consumer's columns and the table's CQL against each other and against the contract document. */
class ContractTest {
    private static final List<String> CONTRACT_TYPES = List.of(
            "id uuid",
            "asset_name text",
            "open double",
            "high double",
            "low double",
            "close double",
            "volume double",
            "quote_volume double",
            "trades int",
            "is_closed boolean",
            "timestamp timestamp",
            "close_time timestamp",
            "collected_at timestamp",
            "consumed_at timestamp");

    private static final KlineStream KLINES = new KlineStream(KlineRecord.SCHEMA, Interval.MINUTE_1, 1000, "assets");

    private static final List<String> OURS = Column.of(KLINES.layout().fields()).stream()
            .map(column -> column.name() + " " + column.type().asCql(false, false))
            .toList();

    @Test
    void theFirstColumnsAreTheContracts() {
        assertThat(OURS).startsWith(CONTRACT_TYPES.toArray(String[]::new));
    }

    @Test
    void theTableHasExactlyTheColumnsThatAreWritten() throws IOException {
        assertThat(tableColumns()).isEqualTo(OURS);
    }

    @Test
    void theTableHasTheKeyThatIsWritten() throws IOException {
        assertThat(cql("assets"))
                .contains("PRIMARY KEY (" + String.join(", ", KLINES.layout().primaryKey()) + ")");
    }

    @Test
    void everyFieldOfTheSchemaHasItsColumn() {
        List<String> fields =
                KlineRecord.SCHEMA.getFields().stream().map(Schema.Field::name).toList();
        List<String> columns = KLINES.layout().fields().stream()
                .map(Field::name)
                .filter(name -> !name.equals("consumed_at"))
                .toList();

        assertThat(fields).isEqualTo(columns);
    }

    @Test
    void everyColumnHasAValueOfItsOwn() {
        Set<String> values = new HashSet<>();
        KlineRow row =
                ((Accepted<KlineRow>) KLINES.decoder().decode(KlineRecord.good().bytes(), 1)).row();

        Column.of(KLINES.layout().fields()).forEach(column -> assertThat(
                        values.add(Arrays.toString(column.encoder().apply(row).array())))
                .as(column.name())
                .isTrue());
    }

    @Test
    void theTableOfTheGapsHasTheColumnsThatAreWritten() throws IOException {
        RowLayout<?> gaps = GapStream.ofContract(1000, "gaps").layout();
        List<String> columns = Column.of(gaps.fields()).stream()
                .map(column -> column.name() + " " + column.type().asCql(false, false) + ",")
                .toList();

        assertThat(cql("gaps").lines().map(String::strip)).containsSubsequence(columns);
        assertThat(cql("gaps"))
                .contains(
                        "PRIMARY KEY ((" + String.join(", ", gaps.partitionKey()) + "), " + gaps.clusteringKey() + ")");
    }

    private static List<String> tableColumns() throws IOException {
        Matcher table = Pattern.compile("(?s)CREATE TABLE IF NOT EXISTS assets\\.assets \\((.*?),\\s*PRIMARY KEY")
                .matcher(cql("assets"));
        assertThat(table.find()).isTrue();
        return Arrays.stream(table.group(1).split(","))
                .map(column -> column.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String cql(String table) throws IOException {
        return Files.readString(Path.of(System.getProperty("candlestream.home"), "cassandra", table + ".cql"));
    }
}
