package io.candlestream.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CertificationTest {
    private static final String DAY = "2026-02-10";
    private static final long TEN = ListedDays.at(DAY + "T10:00:00Z");
    private static final long HOUR = 3_600_000;

    private final ListedDays store = new ListedDays().wholeDay(DAY);

    private DayEntry entry(CertifiedPair pair) {
        LocalDate day = LocalDate.parse(DAY);
        return new Certification(store, List.of(), day, day.plusDays(1))
                .entries(List.of(pair))
                .get(day)
                .get(0);
    }

    @Test
    void aWholeDayIsProved() {
        assertThat(entry(ListedDays.CANDLES).why()).isEmpty();
        assertThat(entry(ListedDays.CANDLES).day().rows()).isEqualTo(24);
    }

    @Test
    void aMissingCandleIsNamedUnlessAGapSaysThatTheExchangeHasNone() {
        store.closes.remove(TEN);
        assertThat(entry(ListedDays.CANDLES).why())
                .containsExactly(
                        "no candle from 2026-02-10T10:00:00Z until 2026-02-10T11:00:00Z, and nothing says why");

        store.gaps.add(new StoredGap(TEN, TEN + HOUR - 1, "grid", "empty", "empty"));
        assertThat(entry(ListedDays.CANDLES).why()).hasSize(1);

        store.gaps.set(0, new StoredGap(TEN, TEN + HOUR, "grid", "empty", "empty"));
        assertThat(entry(ListedDays.CANDLES).why()).isEmpty();
        assertThat(entry(ListedDays.CANDLES).data().get("gaps"))
                .isEqualTo(List.of(Map.of(
                        "from", "2026-02-10T10:00:00Z",
                        "to", "2026-02-10T11:00:00Z",
                        "cause", "grid",
                        "state", "empty",
                        "source", "empty")));
    }

    @Test
    void anOpenGapIsNamedThoughItsRowsAreThere() {
        store.gaps.add(new StoredGap(TEN, StoredGap.NO_END, "restart", "open", ""));

        assertThat(entry(ListedDays.CANDLES).why())
                .containsExactly("a gap is open from 2026-02-10T10:00:00Z (restart)");
    }

    @Test
    void bothEndsOfADayAreMissedToo() {
        store.closes.remove(ListedDays.at(DAY + "T00:00:00Z"));
        store.closes.remove(ListedDays.at(DAY + "T23:00:00Z"));

        assertThat(entry(ListedDays.CANDLES).why()).hasSize(2);
    }

    @Test
    void aDayWithoutRowsIsNamedWhereThereAreSomeOnBothSides() {
        store.closes.clear();
        store.wholeDay("2026-02-09");
        LocalDate day = LocalDate.parse(DAY);
        Certification one = new Certification(store, List.of(), day, day.plusDays(1));
        assertThat(one.entries(List.of(ListedDays.CANDLES))).isEmpty();

        store.wholeDay("2026-02-11");
        assertThat(entry(ListedDays.CANDLES).why()).containsExactly("no rows of that day");
    }

    /** However many days are missing, and however few of them are looked at; one question tells it of all. */
    @Test
    void everyDayWithoutRowsIsNamedBetweenTheFirstAndTheLastOfThePair() {
        store.closes.clear();
        store.wholeDay("2026-02-08").wholeDay("2026-02-12");
        store.trades.put(5L, ListedDays.at("2026-02-08T23:59:59Z"));
        store.trades.put(6L, ListedDays.at("2026-02-12T00:00:00Z"));
        assertThat(entry(ListedDays.CANDLES).why()).containsExactly("no rows of that day");
        assertThat(entry(ListedDays.TRADES).why()).containsExactly("no rows of that day");

        store.spans = 0;
        LocalDate day = LocalDate.parse("2026-02-06");
        var days = new Certification(store, List.of(), day, day.plusDays(9)).entries(List.of(ListedDays.CANDLES));
        assertThat(store.spans).isEqualTo(1);
        assertThat(days.keySet())
                .as("nor before the pair was listed, nor behind its last row")
                .containsExactly(day.plusDays(2), day.plusDays(3), day.plusDays(4), day.plusDays(5), day.plusDays(6));
        days.forEach((one, entries) -> assertThat(entries.get(0).isProved())
                .as("%s", one)
                .isEqualTo(entries.get(0).day().rows() == 24));
    }

    @Test
    void aDayThatTheExchangeHasNotIsProvedWithoutRows() {
        store.closes.clear();
        store.wholeDay("2026-02-08").wholeDay("2026-02-12");
        store.gaps.add(new StoredGap(TEN - 30 * HOUR, TEN + 15 * HOUR - 1, "grid", "empty", "empty"));
        assertThat(entry(ListedDays.CANDLES).why()).isEmpty();

        store.gaps.set(0, new StoredGap(TEN - 30 * HOUR, TEN + 14 * HOUR - 1, "grid", "empty", "empty"));
        assertThat(entry(ListedDays.CANDLES).why()).containsExactly("no rows of that day");
    }

    @Test
    void tradeIdsThatContradictTheCountAreNamed() {
        store.firstTradeId = 7; // one id for two trades
        assertThat(entry(ListedDays.CANDLES).why())
                .containsExactly("the trade ids that its candles name do not continue each other");
    }

    @Test
    void tradesHaveToGoOnFromTheDayBeforeAndIntoTheDayBehind() {
        store.trades.put(5L, TEN);
        store.trades.put(6L, TEN + 1);
        assertThat(entry(ListedDays.TRADES).why())
                .containsExactly(
                        "its first id 5 does not follow the last one of the day before, which has none",
                        "its last id 6 is not followed by the first one of the day behind, which has none");

        store.trades.put(4L, TEN - 24 * HOUR);
        store.trades.put(8L, TEN + 24 * HOUR);
        assertThat(entry(ListedDays.TRADES).why())
                .containsExactly("its last id 6 is not followed by the first one of the day behind, 8");

        store.trades.put(7L, TEN + 24 * HOUR);
        assertThat(entry(ListedDays.TRADES).why()).isEmpty();

        store.trades.put(6L, TEN + 48 * HOUR);
        store.trades.put(7L, TEN + 2);
        assertThat(entry(ListedDays.TRADES).why()).contains("no id 6, and nothing says why");
    }
}
