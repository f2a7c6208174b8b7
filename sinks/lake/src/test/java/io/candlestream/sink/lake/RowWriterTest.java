package io.candlestream.sink.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.Decimal;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers of every size, as Iceberg's own reader finds them. */
class RowWriterTest {
    private static final long SEED = Long.getLong("candlestream.seed", System.nanoTime());
    private static final Instant START = Instant.parse("2026-11-28T00:00:00Z");

    @Test
    void writesNumbersOfEverySize(@TempDir Path folder) {
        Random random = new Random(SEED);
        List<BigDecimal> numbers = new ArrayList<>(List.of(
                BigDecimal.ZERO,
                new BigDecimal("-0.000000000000000001"),
                new BigDecimal("99999999999999999999.999999999999999999"),
                new BigDecimal("-99999999999999999999"),
                new BigDecimal("999999999999999999"),
                new BigDecimal("9223372036854775807"),
                new BigDecimal("-9.223372036854775808")));
        for (int i = 0; i < 5_000; i++) {
            numbers.add(BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(19)));
        }
        try (TestLake lake = TestLake.in(folder)) {
            lake.prepare();
            lake.batch(
                    TestLake.QUERY,
                    0,
                    IntStream.range(0, numbers.size())
                            .mapToObj(i -> new Tick(
                                    "BTCUSDT",
                                    START.plus(Duration.ofSeconds(i)),
                                    Decimal.of(numbers.get(i)).orElseThrow(),
                                    1,
                                    true,
                                    i))
                            .toList());
            for (Record row : lake.rows("candles")) {
                int number = ((Long) row.getField("version")).intValue();
                assertThat((BigDecimal) row.getField("price"))
                        .as("seed %s", SEED)
                        .isEqualByComparingTo(numbers.get(number));
            }
            assertThat(lake.rows("candles")).hasSize(numbers.size());
        }
    }
}
