package io.candlestream.consumer.kline;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.stream.GapRequest;
import io.candlestream.consumer.stream.SinkReader;
import io.candlestream.schema.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class NewestCandlesTest {
    private static final Instant OPEN = Instant.parse("2024-08-08T23:54:00Z");

    private record Stored(Map<String, Object> values) implements SinkReader.StoredRow {
        @Override
        public Optional<String> text(String column) {
            return Optional.ofNullable((String) values.get(column));
        }

        @Override
        public Optional<Instant> time(String column) {
            return Optional.ofNullable((Instant) values.get(column));
        }
    }

    /** Rows of each partition, newest first. */
    private record Rows(List<List<Stored>> partitions) implements SinkReader {
        @Override
        public <T> List<T> newest(List<String> columns, Function<StoredRow, Optional<T>> choose) {
            return partitions.stream()
                    .flatMap(rows -> rows.stream()
                            .flatMap(row -> choose.apply(row).stream())
                            .limit(1))
                    .toList();
        }

        @Override
        public void close() {}
    }

    @Test
    void asksForEachSymbolFromItsNewestCandleOn() {
        assertThat(requests(
                        List.of(List.of(row("BTCUSDT", "1m", OPEN, OPEN)), List.of(row("ETHUSDT", "1m", OPEN, OPEN)))))
                .containsExactly(new GapRequest("BTCUSDT", "1m", OPEN), new GapRequest("ETHUSDT", "1m", OPEN));
    }

    @Test
    void passesOverARowFromTheFuture() {
        Stored future = row("BTCUSDT", "1m", OPEN.plusSeconds(400_000), OPEN);

        assertThat(requests(List.of(List.of(future, row("BTCUSDT", "1m", OPEN, OPEN)))))
                .containsExactly(new GapRequest("BTCUSDT", "1m", OPEN));
    }

    @Test
    void candlesOfAnotherIntervalAndRowsWithoutASymbolWereNeverOurs() {
        assertThat(requests(List.of(
                        List.of(row("BTCUSDT", "1h", OPEN, OPEN)), List.of(new Stored(Map.of("timestamp", OPEN))))))
                .isEmpty();
    }

    private static List<GapRequest> requests(List<List<Stored>> partitions) {
        return new NewestCandles(Interval.MINUTE_1).requests(new Rows(partitions));
    }

    private static Stored row(String symbol, String interval, Instant open, Instant collected) {
        return new Stored(Map.of("symbol", symbol, "interval", interval, "timestamp", open, "collected_at", collected));
    }
}
