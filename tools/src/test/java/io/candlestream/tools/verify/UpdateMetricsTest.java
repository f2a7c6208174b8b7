package io.candlestream.tools.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.tools.access.MapRow;
import io.candlestream.tools.recompute.KlineUpdates.Update;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpdateMetricsTest {
    /** As the consumer counts them: the socket tells the close of the grid, history that of the halt. */
    @Test
    void twoClosesOfACandleAreTwoTicksAndOneToldAgainIsOne() {
        List<String> wrong = new ArrayList<>();
        new UpdateMetrics(List.of(closed(900_100, 899_999), closed(960_000, 332_286), closed(999_000, 332_286)))
                .compare(new MapRow(Map.of("ticks", 2L)), wrong);

        assertThat(wrong).isNotEmpty().noneMatch(line -> line.startsWith("ticks"));
    }

    private static Update closed(long eventTime, long closeTime) {
        return new Update(
                "bitcoin",
                "BTCUSDT",
                eventTime,
                0,
                closeTime,
                true,
                -1,
                BigDecimal.TEN,
                BigDecimal.ONE,
                Optional.of(BigDecimal.ONE));
    }
}
