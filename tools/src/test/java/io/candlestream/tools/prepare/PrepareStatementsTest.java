package io.candlestream.tools.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.schema.Interval;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrepareStatementsTest {
    private static final Path FOLDER = Path.of(System.getProperty("candlestream.home"), "cassandra");
    private static final Map<String, String> PASSWORDS = Map.of("WRITER_PASSWORD", "it's", "READER_PASSWORD", "two");

    @Test
    void keyspaceAndTablesHaveTheNamesOfTheSettings() {
        List<String> made = statements("MyKs", "Candles", "my_gaps");

        assertThat(made)
                .anyMatch(statement -> statement.startsWith("CREATE KEYSPACE IF NOT EXISTS \"MyKs\"\n"))
                .anyMatch(statement -> statement.startsWith("CREATE TABLE IF NOT EXISTS \"MyKs\".\"Candles\" ("))
                .anyMatch(statement -> statement.startsWith("CREATE TABLE IF NOT EXISTS \"MyKs\".my_gaps ("))
                .anyMatch(statement -> statement.startsWith("CREATE TABLE IF NOT EXISTS \"MyKs\".trades ("))
                .contains("GRANT MODIFY ON KEYSPACE \"MyKs\" TO candlestream_writer")
                .noneMatch(statement -> statement.matches("(?s).*\\bassets\\b.*"));
    }

    @Test
    void namesInSmallLettersNeedNoQuotes() {
        assertThat(statements("assets", "assets", "gaps"))
                .anyMatch(statement -> statement.startsWith("CREATE TABLE IF NOT EXISTS assets.assets ("))
                .anyMatch(statement -> statement.contains("PASSWORD = 'it''s'"));
    }

    @Test
    void longerCandlesHaveATableLikeTheOne() {
        assertThat(statements("assets", "assets", "gaps", Interval.MINUTE_5, Interval.HOUR_1))
                .anyMatch(statement -> statement.startsWith("CREATE TABLE IF NOT EXISTS assets.assets_5m ("))
                .anyMatch(statement -> statement.startsWith("CREATE TABLE IF NOT EXISTS assets.assets_1h ("))
                .anyMatch(statement -> statement.startsWith("CREATE TABLE IF NOT EXISTS assets.assets ("));
    }

    private static List<String> statements(String keyspace, String candles, String gaps, Interval... intervals) {
        return new PrepareStatements(
                        FOLDER, PASSWORDS, new PrepareStatements.Names(keyspace, candles, gaps), List.of(intervals))
                .statements()
                .toList();
    }
}
