package io.candlestream.tools.doctor.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.tools.doctor.check.CheckResult;
import io.candlestream.tools.doctor.check.CheckResult.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {
    private static final Path FILE = Path.of(System.getProperty("candlestream.home"), "cassandra/assets.cql");
    private static final SchemaCheck CHECK = new SchemaCheck("table", "assets.mine", FILE, "ASSET_CASSANDRA_TABLE");

    private final String cql = Files.readString(FILE);

    SchemaCheckTest() throws IOException {}

    @Test
    void readsTheFilesOfTheTables() throws IOException {
        TableSchema candles = TableSchema.parse(cql);
        TableSchema gaps = TableSchema.parse(Files.readString(FILE.resolveSibling("gaps.cql")));

        assertThat(candles.columns()).hasSize(22).containsEntry("id", "uuid").containsEntry("close", "double");
        assertThat(candles.keyText()).isEqualTo("((asset_name), timestamp DESC)");
        assertThat(candles.compaction()).contains("TimeWindowCompactionStrategy");
        assertThat(gaps.columns()).hasSize(9);
        assertThat(gaps.keyText()).isEqualTo("((symbol, interval), from_time DESC)");
        assertThat(gaps.compaction()).isEmpty();
    }

    @Test
    void isContentWithTheTableOfTheFileAndWithColumnsBeyondIt() {
        assertThat(judge(cql))
                .isEqualTo(CheckResult.ok(
                        "table",
                        "assets.mine: 22 columns, key ((asset_name), timestamp DESC), TimeWindowCompactionStrategy"));
        assertThat(judge(cql.replace("    id UUID,", "    id UUID,\n    note text,"))
                        .mark())
                .isEqualTo(Mark.OK);
    }

    @Test
    void warnsOfRowsThatVanish() {
        assertThat(judge(cql.replace("WITH CLUSTERING", "WITH default_time_to_live = 2592000 AND CLUSTERING")))
                .matches(finding -> finding.mark() == Mark.WARN)
                .extracting(CheckResult::found)
                .isEqualTo(
                        "rows of assets.mine vanish 30 days after they were stored (default_time_to_live = 2592000)");
    }

    @Test
    void namesALifetimeThatIsNotThatOfTheSettings() throws IOException {
        String ticker = Files.readString(FILE.resolveSibling("ticker_1h.cql"));
        String month = ticker.replace("WITH CLUSTERING", "WITH default_time_to_live = 2592000 AND CLUSTERING");
        SchemaCheck monthly = ticker(2_592_000);

        assertThat(monthly.judge(Optional.of(TableSchema.parse(month))).mark()).isEqualTo(Mark.OK);
        assertThat(ticker(0).judge(Optional.of(TableSchema.parse(ticker))).mark())
                .isEqualTo(Mark.OK);
        assertThat(monthly.judge(Optional.of(TableSchema.parse(ticker))))
                .isEqualTo(new CheckResult(
                        "ticker_1h table",
                        Mark.WARN,
                        "rows of assets.ticker_1h stay for ever, but the settings say that they vanish 30 days after they were"
                                + " stored",
                        "./candlestream prepare, for rows that come then; those that are there keep their end"));
        assertThat(ticker(0).judge(Optional.of(TableSchema.parse(month))).found())
                .isEqualTo(
                        "rows of assets.ticker_1h vanish 30 days after they were stored, but the settings say that they"
                                + " stay for ever");
    }

    private static SchemaCheck ticker(long seconds) {
        return new SchemaCheck(
                "ticker_1h table",
                "assets.ticker_1h",
                FILE.resolveSibling("ticker_1h.cql"),
                "CANDLESTREAM_CONSUMER_CASSANDRA_TICKER_1H_TABLE",
                Optional.of(seconds));
    }

    @Test
    void failsWithoutTheTableOrTheFile() {
        assertThat(CHECK.judge(Optional.empty()).found()).isEqualTo("there is no table assets.mine");
        assertThat(new SchemaCheck("table", "assets.mine", Path.of("nowhere.cql"), "ASSET_CASSANDRA_TABLE")
                        .judge(Optional.of(TableSchema.parse(cql))))
                .isEqualTo(new CheckResult(
                        "table", Mark.FAIL, "cannot read nowhere.cql", "CANDLESTREAM_TOOLS_PREPARE_CQL_FOLDER"));
    }

    @Test
    void namesMissingColumnsAndTheStatementThatAddsThem() {
        CheckResult finding = judge(cql.replace("    source text,\n", "").replace("    trades int,\n", ""));

        assertThat(finding.mark()).isEqualTo(Mark.FAIL);
        assertThat(finding.found()).isEqualTo("assets.mine lacks trades, source");
        assertThat(finding.wayOut()).isEqualTo("ALTER TABLE assets.mine ADD (trades int, source text)");
    }

    @Test
    void namesTypesThatCannotBeWritten() {
        CheckResult finding = judge(cql.replace("trades int", "trades text"));

        assertThat(finding.mark()).isEqualTo(Mark.FAIL);
        assertThat(finding.found()).endsWith("which are trades int");
    }

    @Test
    void warnsOfFloats() {
        CheckResult finding =
                judge(cql.replace("high double", "high float").replace(" volume double", " volume float"));

        assertThat(finding.mark()).isEqualTo(Mark.WARN);
        assertThat(finding.found()).endsWith("which lose digits: high, volume");
    }

    @Test
    void failsOnAnotherKeyAndWarnsOfAnotherOrder() {
        assertThat(judge(cql.replace("KEY (asset_name,", "KEY (symbol,")))
                .matches(finding -> finding.mark() == Mark.FAIL)
                .extracting(CheckResult::found)
                .isEqualTo("the key of assets.mine is ((symbol), timestamp DESC),"
                        + " needed is ((asset_name), timestamp DESC)");
        assertThat(judge(cql.replace("timestamp DESC", "timestamp ASC")))
                .matches(finding -> finding.mark() == Mark.WARN)
                .extracting(CheckResult::found)
                .asString()
                .contains(List.of("timestamp ASC").toString());
    }

    @Test
    void warnsOfAnotherCompaction() {
        CheckResult finding = judge(cql.replace("TimeWindow", "SizeTiered"));

        assertThat(finding.mark()).isEqualTo(Mark.WARN);
        assertThat(finding.found()).contains("compacted by SizeTieredCompactionStrategy");
        assertThat(finding.wayOut()).contains("TimeWindowCompactionStrategy");
    }

    private static CheckResult judge(String found) {
        return CHECK.judge(Optional.of(TableSchema.parse(found)));
    }
}
