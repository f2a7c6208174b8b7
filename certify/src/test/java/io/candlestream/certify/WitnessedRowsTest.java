package io.candlestream.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candlestream.history.PastAggTrade;
import io.candlestream.history.PastTrade;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trades whose times step back from one id to the next, as the exchange's do. */
class WitnessedRowsTest {
    private static final long ONE = ListedDays.at("2026-02-10T13:00:00Z");
    private static final long HOUR = 3_600_000;
    private static final long MIDNIGHT = ListedDays.at("2026-02-11T00:00:00Z");

    @TempDir
    private Path folder;

    private static PastTrade trade(long id, long time) {
        return new PastTrade("BTCUSDT", id, "1", "10", "10", time, true, 0);
    }

    /** As a store hands them over: by hour, then id. */
    private static SortedMap<LocalDate, PairDay> stored(List<PastTrade> trades) {
        PairDays days = new PairDays(ListedDays.TRADES);
        EventRow row = new EventRow();
        trades.stream()
                .sorted(Comparator.<PastTrade>comparingLong(trade -> trade.time() / HOUR)
                        .thenComparingLong(PastTrade::id))
                .forEach(trade -> {
                    BigDecimal[] numbers = {BigDecimal.ONE, BigDecimal.TEN, BigDecimal.TEN};
                    row.trade(trade.id(), trade.time(), numbers, trade.buyerMaker());
                    days.event(row);
                });
        return days.finish();
    }

    private static SortedMap<LocalDate, PairDay> witnessed(List<PastTrade> trades) {
        PairDays days = new PairDays(ListedDays.TRADES);
        new WitnessedRows(days).trades(trades.iterator());
        return days.finish();
    }

    @Test
    void aStepBackOverAnHourOrADayIsHashedAsAStoreHasIt() {
        List<PastTrade> trades = List.of(
                trade(7, ONE - 10),
                trade(8, ONE + 1),
                trade(9, ONE - 1),
                trade(10, ONE + 2),
                trade(11, ONE + 3 * HOUR),
                trade(12, MIDNIGHT + 5),
                trade(13, MIDNIGHT - 59_990),
                trade(14, MIDNIGHT + 59_999),
                trade(15, MIDNIGHT - 1),
                trade(16, MIDNIGHT + 60_000));

        assertThat(witnessed(trades)).isEqualTo(stored(trades)).hasSize(2);
        assertThat(witnessed(trades).get(LocalDate.parse("2026-02-10")).rows()).isEqualTo(7);
    }

    /** Busy and quiet hours, steps back of up to a minute. */
    @Test
    void anyStepsBackOfLessThanAMinuteAreHashedAsAStoreHasThem() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            long time = ONE;
            List<PastTrade> trades = new ArrayList<>();
            for (int id = 1; id < 500; id++) {
                time += random.nextInt(20) == 0 ? random.nextLong(2 * HOUR) : random.nextLong(30_000);
                trades.add(trade(id, time - random.nextLong(60_000)));
            }
            assertThat(witnessed(trades)).as("seed %d", seed).isEqualTo(stored(trades));
        }
    }

    @Test
    void aStepBackOfMoreThanAMinuteIntoAnotherHourIsRefused() {
        assertThatThrownBy(() -> witnessed(List.of(trade(7, ONE), trade(8, ONE + 60_000), trade(9, ONE - 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Cannot read the history of BTCUSDT: id 9 is of 2026-02-10T12:59:59.999Z, more than a minute"
                                + " before an earlier id, of 2026-02-10T13:01:00Z");
    }

    @Test
    void whatTheExchangeTookBackIsNoRow() {
        List<Long> ids = new ArrayList<>();
        new WitnessedRows(new RowTaker() {
                    @Override
                    public void candle(CandleRow row) {
                        throw new AssertionError(row);
                    }

                    @Override
                    public void event(EventRow row) {
                        ids.add(row.id());
                    }
                })
                .aggregates(List.of(
                                new PastAggTrade("BTCUSDT", 1, "1", "1", 1, 1, ONE + 1, true, 0),
                                new PastAggTrade("BTCUSDT", 2, "1", "1", 2, 2, ONE - 1, true, 0),
                                new PastAggTrade("BTCUSDT", 3, "1", "1", 3, 3, ONE + HOUR, true, 0),
                                new PastAggTrade("BTCUSDT", 4, "0", "0", -1, -1, 0, true, 0),
                                new PastAggTrade("BTCUSDT", 5, "1", "1", 4, 4, ONE + HOUR, true, 0))
                        .iterator());
        assertThat(ids).containsExactly(2L, 1L, 3L, 5L);
    }

    /** Each day of an archive is read whole, whichever file a trade stands in. */
    @Test
    void anArchiveProvesBothDaysAroundAStepBack() throws IOException {
        List<PastTrade> trades = LongStream.range(0, 200)
                .mapToObj(id -> trade(id, MIDNIGHT + (id - 100) * 600_000 + (id == 101 ? -600_001 : 0)))
                .collect(Collectors.toList());
        Files.writeString(folder.resolve("BTCUSDT-trades-2026-02-10.csv"), csv(trades.subList(0, 100)));
        Files.writeString(folder.resolve("BTCUSDT-trades-2026-02-11.csv"), csv(trades.subList(100, 200)));
        ArchiveDays archive = new ArchiveDays(folder);

        for (String day : List.of("2026-02-10", "2026-02-11")) {
            LocalDate of = LocalDate.parse(day);
            long begin = of.toEpochDay() * PairDays.DAY;
            assertThat(archive.days(ListedDays.TRADES, begin, begin + PairDays.DAY)
                            .orElseThrow())
                    .containsOnlyKeys(of)
                    .containsEntry(of, stored(trades).get(of));
        }
        assertThat(archive.span(ListedDays.TRADES).orElseThrow().last()).isEqualTo(MIDNIGHT + 99 * 600_000);
    }

    private static String csv(List<PastTrade> trades) {
        return trades.stream()
                .map(trade -> trade.id() + ",1,10,10," + trade.time() + ",True,True\n")
                .collect(Collectors.joining());
    }
}
