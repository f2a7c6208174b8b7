package io.candlestream.history.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.candlestream.history.PastAggTrade;
import io.candlestream.history.PastTrade;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchivedByIdTest {
    private static final long START = 1_723_161_255_000L;
    private static final Instant MADE = Instant.parse("2024-08-10T09:00:00Z");

    private static final String AGG_HEADER =
            "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n";

    @TempDir
    private Path folder;

    @Test
    void readsTheArchivesOwnForm() throws IOException {
        write("BTCUSDT-trades-2024-08-09.csv", "17,61837.63,0.02,1236.7526,1723161255001,True,True\n");

        assertThat(trades())
                .containsExactly(new PastTrade(
                        "BTCUSDT", 17, "61837.63", "0.02", "1236.7526", 1_723_161_255_001L, true, MADE.toEpochMilli()));
    }

    @Test
    void readsMicrosecondsAZipAndTheHeaderAndTheSixColumnsOfFutures() throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve("BTCUSDT-trades-2026-02.zip"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("BTCUSDT-trades-2026-02.csv"));
            zip.write("id,price,qty,quote_qty,time,is_buyer_maker\n5,1.5,2,3.0,1770000000123456,false\n"
                    .getBytes(StandardCharsets.UTF_8));
        }

        assertThat(trades()).hasSize(1).first().satisfies(trade -> {
            assertThat(trade.id()).isEqualTo(5);
            assertThat(trade.time()).isEqualTo(1_770_000_000_123L);
            assertThat(trade.buyerMaker()).isFalse();
        });
    }

    /** As REST does, the archive tells of what the exchange took back. */
    @Test
    void readsAggregateTradesWithOrWithoutAHeader() throws IOException {
        String rows = """
                26129,0.01633102,4.70443515,27781,27783,1498793709153,True,True
                26130,0,0,-1,-1,1498793709153000,false,True
                """;
        write("BTCUSDT-aggTrades-2017-06-30.csv", rows);
        write("ETHUSDT-aggTrades-2017-06.csv", AGG_HEADER + rows);
        write("BTCUSDT-trades-2024-08-09.csv", rows(LongStream.of(100)));

        for (String symbol : List.of("BTCUSDT", "ETHUSDT")) {
            assertThat(aggTrades(symbol))
                    .containsExactly(
                            new PastAggTrade(
                                    symbol,
                                    26_129,
                                    "0.01633102",
                                    "4.70443515",
                                    27_781,
                                    27_783,
                                    1_498_793_709_153L,
                                    true,
                                    MADE.toEpochMilli()),
                            new PastAggTrade(
                                    symbol, 26_130, "0", "0", -1, -1, 1_498_793_709_153L, false, MADE.toEpochMilli()));
        }
        write("BTCUSDT-aggTrades-2017-06-30.csv", rows.replace("27783", "-2"));
        assertThatThrownBy(() -> aggTrades("BTCUSDT"))
                .hasMessageContaining("column 5 (last_trade_id): '-2' is not a whole number");
    }

    private List<PastAggTrade> aggTrades(String symbol) {
        List<PastAggTrade> trades = new ArrayList<>();
        ArchivedById.aggTrades(folder)
                .between(symbol, 0, Long.MAX_VALUE, OptionalLong.empty())
                .forEachRemaining(trades::add);
        return trades;
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstId() throws IOException {
        write("BTCUSDT-trades-2025-01-01.csv", "\ufeff0,61837.63,0.02,1236.7526,1735689600000001,True,True\n");

        assertThat(trades()).extracting(PastTrade::id, PastTrade::time).containsExactly(tuple(0L, 1_735_689_600_000L));
    }

    /** The exchange's times step back by some milliseconds, also where a range ends: by REST the same ones come. */
    @Test
    void aTradeBehindOneThatIsTooLateIsInTheRangeAndBothAre() throws IOException {
        write("BTCUSDT-trades-2024-08-09.csv", """
                1,2,3,6,1723161255000,True,True
                2,2,3,6,1723161256001,True,True
                3,2,3,6,1723161255999,True,True
                4,2,3,6,1723161316000,True,True
                5,2,3,6,1723161256000,True,True
                6,2,3,6,1723161316001,True,True
                7,2,3,6,1723161256000,True,True
                """);

        List<Long> ids = new ArrayList<>();
        ArchivedById.trades(folder)
                .between("BTCUSDT", START + 1, START + 1000, OptionalLong.empty())
                .forEachRemaining(trade -> ids.add(trade.id()));
        assertThat(ids).containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void aTradeThatIsTooEarlyBehindTheFirstOneIsNotMissing() throws IOException {
        write("BTCUSDT-trades-2024-08-09.csv", """
                1,2,3,6,1723161255000,True,True
                2,2,3,6,1723161255100,True,True
                3,2,3,6,1723161255099,True,True
                4,2,3,6,1723161255101,True,True
                5,2,3,6,1723161255102,True,True
                6,2,3,6,1723161255099,True,True
                """);

        assertThat(ids(START + 100, START + 101, OptionalLong.empty())).isEqualTo(range(2, 4));
    }

    @Test
    void filesThatOverlapTellEachTradeOnceAndFillEachOthersHoles() throws IOException {
        write(
                "BTCUSDT-trades-2024-08-09.csv",
                rows(LongStream.rangeClosed(100, 200).filter(id -> id != 150)));
        write("BTCUSDT-trades-2024-08.csv", rows(LongStream.rangeClosed(140, 260)));
        write("BTCUSDT-trades-2024-08-08.csv", rows(LongStream.rangeClosed(1, 99)));

        assertThat(trades()).extracting(PastTrade::id).containsExactlyElementsOf(range(1, 260));
    }

    @Test
    void tellsThoseBetweenTwoTimesAndFromAnId() throws IOException {
        write("BTCUSDT-trades-2024-08-09.csv", rows(LongStream.rangeClosed(100, 200)));

        assertThat(ids(START + 120, START + 130, OptionalLong.empty())).isEqualTo(range(120, 130));
        assertThat(ids(START + 120, START + 130, OptionalLong.of(128))).isEqualTo(range(128, 130));
    }

    @Test
    void theNewerOfTwoFilesIsBelievedAndThatTheyDisagreeIsSaid() throws IOException {
        write("BTCUSDT-trades-2024-08-09.csv", rows(LongStream.of(100)));
        Path newer =
                write("BTCUSDT-trades-2024-08.csv", rows(LongStream.of(100)).replace("0.02", "0.03"));
        Files.setLastModifiedTime(newer, FileTime.from(MADE.plusSeconds(9)));
        ArchivedById<PastTrade> archive = ArchivedById.trades(folder);
        archive.check(List.of("BTCUSDT"));

        assertThat(trades()).extracting(PastTrade::quantity).containsExactly("0.03");
        assertThat(archive.notes())
                .singleElement()
                .asString()
                .contains("disagree: 0.03 at 61837.63", "that of BTCUSDT-trades-2024-08.csv is taken");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100,1,2,3,1723161255001,maybe,True | column 6 (is_buyer_maker): 'maybe' is not true or false",
                "100,1,2,3,1723161255,True,True | column 5 (time): '1723161255' is in seconds",
                "100,,2,3,1723161255001,True,True | column 2 (price): a number is missing",
                "100,1,2,3,1723161255001 | 6 columns are needed, found 5",
                "9223372036854775808,1,2,3,1723161255001,True,True | column 1 (id): '9223372036854775808' is not a whole",
                "-1,1,2,3,1723161255001,True,True | column 1 (id): '-1' is not a whole number",
                "100,1,2,3,0,True,True | column 5 (time): '0' is too small",
                "x100,1,2,3,1723161255001,True,True | column 1 (id): 'x100' is not a whole number",
            })
    void refusesWhatIsNotCertain(String row, String why) throws IOException {
        write("BTCUSDT-trades-2024-08-09.csv", row + "\n");

        assertThatThrownBy(this::trades)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesRowsThatGoBack() throws IOException {
        write("BTCUSDT-trades-2024-08-09.csv", rows(LongStream.of(100, 102, 101)));

        assertThatThrownBy(this::trades).hasMessageContaining("line 3: the row is older than the one before it");
    }

    @Test
    void saysWhatIsNotThereAndWhatIsLeftOut() throws IOException {
        write("BTCUSDT-1m-2024-08.csv", "1,2\n");
        assertThatThrownBy(() -> ArchivedById.trades(folder))
                .hasMessageContaining("no trades in it (a name such as BTCUSDT-trades-2026-02.zip is needed)");
        write("BTCUSDT-trades-2024-08-09.csv", rows(LongStream.of(100)));
        ArchivedById<PastTrade> archive = ArchivedById.trades(folder);

        assertThat(archive.notes()).containsExactly("left out, no trades by the name: BTCUSDT-1m-2024-08.csv");
        assertThatThrownBy(() -> archive.require(List.of("ETHUSDT")))
                .hasMessageContainingAll("Cannot load ETHUSDT: no trades of it", "it has BTCUSDT");
    }

    private Path write(String name, String rows) throws IOException {
        Path file = Files.writeString(folder.resolve(name), rows);
        return Files.setLastModifiedTime(file, FileTime.from(MADE));
    }

    /** Each a millisecond after the one before it. */
    private static String rows(LongStream ids) {
        return ids.mapToObj(id -> id + ",61837.63,0.02,1236.7526," + (START + id) + ",True,True\n")
                .collect(Collectors.joining());
    }

    private List<PastTrade> trades() {
        List<PastTrade> trades = new ArrayList<>();
        ArchivedById.trades(folder)
                .between("BTCUSDT", 0, Long.MAX_VALUE, OptionalLong.empty())
                .forEachRemaining(trades::add);
        return trades;
    }

    private List<Long> ids(long from, long to, OptionalLong first) {
        List<Long> ids = new ArrayList<>();
        ArchivedById.trades(folder).between("BTCUSDT", from, to, first).forEachRemaining(trade -> ids.add(trade.id()));
        return ids;
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
