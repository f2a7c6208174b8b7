package io.candlestream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CandleIdTest {
    private static final Instant OPEN = Instant.parse("2024-08-08T23:54:00Z");

    @Test
    void isAFunctionOfWhatTheCandleIs() {
        UUID id = CandleId.of("binance", "BTCUSDT", Interval.MINUTE_1, OPEN);

        assertThat(id).isEqualTo(CandleId.of("binance", "BTCUSDT", Interval.MINUTE_1, OPEN));
        assertThat(id.version()).isEqualTo(3);
        assertThat(id).hasToString("23afb796-53dd-3d0b-9e86-a780035ba48c");
    }

    @Test
    void differsInEveryPart() {
        assertThat(new UUID[] {
                    CandleId.of("binance", "BTCUSDT", Interval.MINUTE_1, OPEN),
                    CandleId.of("binance-us", "BTCUSDT", Interval.MINUTE_1, OPEN),
                    CandleId.of("binance", "ETHUSDT", Interval.MINUTE_1, OPEN),
                    CandleId.of("binance", "BTCUSDT", Interval.MINUTE_3, OPEN),
                    CandleId.of("binance", "BTCUSDT", Interval.MINUTE_1, OPEN.plusSeconds(60))
                })
                .doesNotHaveDuplicates();
    }
}
