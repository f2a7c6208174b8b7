package io.candlestream.loader.sstable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TableDefinitionTest {
    private static final TableDefinition RIGHT = Tables.candles("candles", "desc", "double");

    @Test
    void onlyTheContractsTableTakesCandles() {
        assertThatCode(RIGHT::requireCandles).doesNotThrowAnyException();
        refused(
                Tables.candles("candles", "asc", "double"),
                "its column timestamp timestamp (clustering 0, asc) has to be");
        refused(Tables.candles("candles", "desc", "float"), "its column open float has to be open double");
        refused(Tables.without("candles", "source"), "it has no column source text");
        refused(Tables.with("candles", "venue"), "it has a column more than the contract, venue text");
        refused(changed(RIGHT, RIGHT.id(), 60, 0), "it forgets its rows after 60 s");
        refused(changed(RIGHT, RIGHT.id(), 0, 1), "a view is made of it");
    }

    @Test
    void aTableThatChangedMeanwhileIsRefused() {
        assertThatCode(() -> RIGHT.requireUnchanged(RIGHT)).doesNotThrowAnyException();
        assertThatThrownBy(() -> RIGHT.requireUnchanged(changed(RIGHT, new UUID(1, 2), 0, 0)))
                .hasMessageContaining("it was made again since the files were written");
        assertThatThrownBy(() -> RIGHT.requireUnchanged(Tables.with("candles", "venue")))
                .hasMessageContaining("a column more");
        assertThatThrownBy(() -> RIGHT.requireUnchanged(Tables.candles("candles", "asc", "double")))
                .hasMessageContaining("has to be");
    }

    private static void refused(TableDefinition table, String why) {
        assertThatThrownBy(table::requireCandles)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Cannot load into tables.candles: " + why);
        assertThat(List.of(table.statement())).hasSize(1);
    }

    private static TableDefinition changed(TableDefinition table, UUID id, int timeToLive, int views) {
        return new TableDefinition(
                table.keyspace(),
                table.table(),
                id,
                table.columns(),
                table.compression(),
                table.bloomFilterChance(),
                timeToLive,
                views);
    }
}
