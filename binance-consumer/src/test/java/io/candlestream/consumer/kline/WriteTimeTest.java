package io.candlestream.consumer.kline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WriteTimeTest {
    private static final long CLOSE = 1_723_161_299_999L;

    @Test
    void anOpenUpdateCountsFromItsEvent() {
        assertThat(WriteTime.ofOpen(CLOSE, CLOSE - 5000)).isEqualTo((CLOSE - 5000) * 1000);
    }

    @Test
    void lateOpenUpdatesKeepTheirOrderAndStayBelowTheClosedOne() {
        assertThat(WriteTime.ofOpen(CLOSE, CLOSE)).isEqualTo(CLOSE * 1000);
        assertThat(WriteTime.ofOpen(CLOSE, CLOSE + 1)).isEqualTo(CLOSE * 1000 + 1);
        assertThat(WriteTime.ofOpen(CLOSE, CLOSE + 999)).isEqualTo(CLOSE * 1000 + 999);
        assertThat(WriteTime.ofOpen(CLOSE, CLOSE + 3_600_000))
                .isEqualTo(CLOSE * 1000 + 999)
                .isLessThan(WriteTime.ofClosed(CLOSE, OptionalLong.empty(), "socket"));
    }

    @Test
    void ofTwoClosedUpdatesOfOneSourceTheLaterEventWins() {
        assertThat(WriteTime.ofClosed(CLOSE, OptionalLong.of(CLOSE + 3), "socket"))
                .isEqualTo((CLOSE + 1) * 1000 + 3)
                .isGreaterThan(WriteTime.ofClosed(CLOSE, OptionalLong.of(CLOSE + 2), "socket"));
    }

    @Test
    void anAbsentEventOfAClosedUpdateCountsAsTheClose() {
        assertThat(WriteTime.ofClosed(CLOSE, OptionalLong.empty(), "")).isEqualTo((CLOSE + 1) * 1000);
    }

    @Test
    void aBetterSourceWinsHoweverLateTheOtherIs() {
        long socket = WriteTime.ofClosed(CLOSE, OptionalLong.of(CLOSE + 86_400_000), "socket");
        long rest = WriteTime.ofClosed(CLOSE, OptionalLong.of(CLOSE - 1), "rest");
        long restLate = WriteTime.ofClosed(CLOSE, OptionalLong.of(CLOSE + 86_400_000), "rest");
        long archive = WriteTime.ofClosed(CLOSE, OptionalLong.empty(), "archive");

        assertThat(socket).isEqualTo((CLOSE + 1) * 1000 + 9_999_999).isLessThan(rest);
        assertThat(rest).isEqualTo((CLOSE + 1) * 1000 + 10_000_000);
        assertThat(restLate).isLessThan(archive);
        assertThat(archive).isEqualTo((CLOSE + 1) * 1000 + 20_000_000);
    }
}
