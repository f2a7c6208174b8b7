package io.candlestream.tools.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.history.Candle;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.MapRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CandleColumnsTest {
    private static final String QUOTE_VOLUME = "12345678901.12345678";
    private static final Candle CANDLE = new Candle(
            "BTCUSDT",
            Interval.MINUTE_1,
            1_723_161_240_000L,
            1_723_161_299_999L,
            "61828.00000000",
            "61860.80000000",
            "61780.00000000",
            "61782.25000000",
            "15.07702000",
            QUOTE_VOLUME,
            "6.63029000",
            "409957.59142730",
            1255,
            3_735_684_134L,
            3_735_685_388L,
            1_723_161_300_000L);

    private static List<String> differing(Object quoteVolume) {
        Map<String, Object> values = Map.of("high", new BigDecimal("61860.8"), "quote_volume", quoteVolume);
        return new CandleColumns("binance")
                .differing(CANDLE, new MapRow(values)).stream()
                        .map(value -> value.column() + " " + value.stored() + " " + value.expected())
                        .toList();
    }

    /** The last one is what comes of the number on its way through a double. */
    @Test
    void aDecimalHasToBeTheNumberToItsLastDigit() {
        assertThat(differing(new BigDecimal(QUOTE_VOLUME))).isEmpty();
        assertThat(differing(new BigDecimal(QUOTE_VOLUME + "00"))).isEmpty();
        assertThat(differing(new BigDecimal("12345678901.123457")))
                .containsExactly("quote_volume 12345678901.123457 12345678901.12345678");
    }

    @Test
    void aDoubleHasToBeTheNearest() {
        double nearest = Double.parseDouble(QUOTE_VOLUME);

        assertThat(differing(nearest)).isEmpty();
        assertThat(differing((float) nearest)).isEmpty();
        assertThat(differing(Math.nextUp(nearest)))
                .containsExactly("quote_volume 1.2345678901123459E10 1.2345678901123457E10");
    }
}
