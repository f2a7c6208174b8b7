package io.candlestream.simulator.kline;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandleSumTest {
    private static final long MINUTE = 60_000;

    @ParameterizedTest
    @CsvSource({
        "1s, 1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w 1M",
        "1m, 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w 1M",
        "3m, 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w 1M",
        "4h, 8h 12h 1d 3d 1w 1M",
        "8h, 1d 3d 1w 1M",
        "1d, 3d 1w 1M",
        "3d, ''",
        "1w, ''",
        "1M, ''",
    })
    void knowsWhatMakesWhole(String shorter, String longer) {
        Interval base = Interval.ofCode(shorter).orElseThrow();

        assertThat(Arrays.stream(Interval.values())
                        .filter(other -> other != base && CandleSum.nests(base, other))
                        .map(Interval::code)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(longer);
    }

    /** The price of a candle without trades is that before it: a longer one begins with its first trade. */
    @Test
    void candlesWithoutTradesTellNothingAmongOthers() {
        List<Candle> made = CandleSum.all(
                        Interval.MINUTE_5,
                        List.of(
                                        candle(0, "9", 0),
                                        candle(1, "4", 2),
                                        candle(2, "6", 3),
                                        candle(3, "6", 0),
                                        candle(5, "7", 0))
                                .iterator())
                .toList();

        assertThat(made).hasSize(2);
        assertThat(made.get(0))
                .extracting(Candle::open, Candle::high, Candle::low, Candle::close, Candle::trades)
                .containsExactly("4.00000000", "6.00000000", "4.00000000", "6.00000000", 5L);
        assertThat(made.get(0))
                .extracting(Candle::firstTradeId, Candle::lastTradeId)
                .containsExactly(10L, 22L);
        assertThat(made.get(1))
                .extracting(Candle::openTime, Candle::closeTime, Candle::close, Candle::firstTradeId)
                .containsExactly(5 * MINUTE, 10 * MINUTE - 1, "7.00000000", -1L);
    }

    @Test
    void hasNoTradeIdsWhereAPartHasNone() {
        Candle known = candle(0, "1", 2);
        Candle unknown = new Candle(
                "BTCUSDT",
                Interval.MINUTE_1,
                MINUTE,
                2 * MINUTE - 1,
                "1",
                "1",
                "1",
                "1",
                "1",
                "1",
                "1",
                "1",
                2,
                -1,
                -1,
                0);

        CandleSum sum = new CandleSum(Interval.HOUR_1, known);
        assertThat(sum.candle().lastTradeId()).isEqualTo(1);
        assertThat(sum.with(unknown).lastTradeId()).isEqualTo(-1);
        assertThat(sum.candle().lastTradeId()).isEqualTo(1);
    }

    private static Candle candle(long minute, String price, long trades) {
        long open = minute * MINUTE;
        return new Candle(
                        "BTCUSDT",
                        Interval.MINUTE_1,
                        open,
                        open + MINUTE - 1,
                        price,
                        price,
                        price,
                        price,
                        "1",
                        "1",
                        "1",
                        "1",
                        trades,
                        -1,
                        -1,
                        open + MINUTE - 1)
                .numberedFrom(minute * 10);
    }
}
