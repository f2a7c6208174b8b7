package io.candlestream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KlineVersionTest {
    private static final long CLOSE = 1_723_161_299_999L;
    private static final long BASE = (CLOSE + 1000) * 1000;
    private static final long FAR = 100L * 365 * 86_400_000;
    /** Whatever the hash is, it moves nothing past another rank: tried with the smallest part and with the largest. */
    private static final long LEAST = 0;

    private static final long MOST = 999;
    private static final long MOST_BITS = 1023;

    @Test
    void anOpenUpdateCountsFromItsEventAndThenFromItsHash() {
        assertThat(KlineVersion.ofOpen(CLOSE, CLOSE - 5000, 1_000_007)).isEqualTo((CLOSE - 5000) * 1000 + 7);
        assertThat(KlineVersion.ofOpen(CLOSE, CLOSE - 5000, -1)).isEqualTo((CLOSE - 5000) * 1000 + 999);
    }

    @Test
    void lateOpenUpdatesKeepTheirOrderAndStayBelowTheClosedOne() {
        assertThat(KlineVersion.ofOpen(CLOSE, CLOSE + 1, LEAST)).isGreaterThan(KlineVersion.ofOpen(CLOSE, CLOSE, MOST));
        assertThat(KlineVersion.ofOpen(CLOSE, CLOSE + 3_600_000, MOST))
                .isEqualTo(KlineVersion.ofOpen(CLOSE, CLOSE + 999, MOST))
                .isEqualTo(BASE - 1)
                .isLessThan(KlineVersion.ofClosed(CLOSE, OptionalLong.empty(), "socket", LEAST));
    }

    @Test
    void ofTwoClosedUpdatesOfTheSocketTheLaterEventWins() {
        assertThat(KlineVersion.ofClosed(CLOSE, OptionalLong.of(CLOSE + 3), "socket", 5))
                .isEqualTo(BASE + 3005)
                .isGreaterThan(KlineVersion.ofClosed(CLOSE, OptionalLong.of(CLOSE + 2), "socket", MOST));
    }

    @Test
    void ofTwoVersionsOfHistoryTheOneWinsThatWasMadeLater() {
        for (String source : new String[] {"rest", "archive"}) {
            assertThat(KlineVersion.ofClosed(CLOSE, OptionalLong.of(CLOSE + 4000), source, LEAST))
                    .as(source)
                    .isGreaterThan(KlineVersion.ofClosed(CLOSE, OptionalLong.of(CLOSE + 3999), source, MOST_BITS));
        }
    }

    @Test
    void anAbsentEventOfAClosedUpdateCountsAsTheClose() {
        assertThat(KlineVersion.ofClosed(CLOSE, OptionalLong.empty(), "", LEAST))
                .isEqualTo(BASE);
        assertThat(KlineVersion.ofClosed(CLOSE, OptionalLong.empty(), "rest", LEAST))
                .isEqualTo(KlineVersion.ofClosed(CLOSE, OptionalLong.of(CLOSE), "rest", LEAST))
                .isEqualTo(KlineVersion.ofClosed(CLOSE, OptionalLong.of(CLOSE - 1), "rest", LEAST))
                .isEqualTo(BASE + 100_000_000);
    }

    @Test
    void aBetterSourceWinsHoweverLateTheOtherIs() {
        long socket = KlineVersion.ofClosed(CLOSE, OptionalLong.of(CLOSE + FAR), "socket", MOST);
        long rest = KlineVersion.ofClosed(CLOSE, OptionalLong.empty(), "rest", LEAST);
        long restLate = KlineVersion.ofClosed(CLOSE, OptionalLong.of(CLOSE + FAR), "rest", MOST_BITS);
        long archive = KlineVersion.ofClosed(CLOSE, OptionalLong.empty(), "archive", LEAST);

        assertThat(socket).isEqualTo(BASE + 99_999_999).isLessThan(rest);
        assertThat(restLate).isEqualTo(BASE + 100_000_000 + (1L << 38) - 1).isLessThan(archive);
        assertThat(archive).isEqualTo(BASE + 100_000_000 + (1L << 38));
    }

    /** The socket knows the end in the grid alone; the exchange's history tells BTCUSDT of 2020-02-19 11:30 so. */
    @Test
    void aCandleThatAHaltCutCountsByItsPlaceInTheGrid() {
        long open = 1_582_111_800_000L;
        long end = open + 899_999;
        assertThat(KlineVersion.close(Interval.MINUTE_15, open, 1_582_112_132_286L))
                .isEqualTo(KlineVersion.close(Interval.MINUTE_15, open, end))
                .isEqualTo(end);
        for (Interval interval : Interval.values()) {
            long opens = interval.openOf(open);
            assertThat(KlineVersion.close(interval, opens, opens + 7))
                    .as(interval.code())
                    .isEqualTo(interval.endOf(opens) - 1);
        }
    }

    /** Those of 2017 open off the grid, or close when the next one opens. */
    @Test
    void othersCountByTheirOwnClose() {
        long open = 1_582_111_800_000L;
        assertThat(KlineVersion.close(Interval.MINUTE_15, open, open + 900_000)).isEqualTo(open + 900_000);
        assertThat(KlineVersion.close(Interval.MINUTE_15, open + 7, open + 899_999))
                .isEqualTo(open + 899_999);
        long day = 1_582_070_400_000L;
        assertThat(KlineVersion.close(Interval.DAY_3, day, day + 259_199_999))
                .as("by whatever grid")
                .isEqualTo(day + 259_199_999);
    }
}
