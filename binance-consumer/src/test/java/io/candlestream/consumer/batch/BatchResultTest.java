package io.candlestream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.metrics.LatencyHistogram;
import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.stream.RejectReason;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatchResultTest {
    private record Files(String name) implements SinkResult {}

    @Test
    void readsAsOneLine() {
        BatchResult result = BatchResult.of(List.of(
                new StreamResult("klines", 500, 118, Map.of(RejectReason.NOT_A_NUMBER, 2L), latency(), Map.of()),
                new StreamResult("gaps", 12, 2, Map.of(), latency(), Map.of())));

        assertThat(result).hasToString("read 512 rows, written 120, superseded 390, rejected 2 (not-a-number 2)");
        assertThat(BatchResult.of(List.of())).hasToString("read 0 rows, written 0, superseded 0, rejected 0");
    }

    @Test
    void addsUpTheTasksStreamByStream() {
        StreamResult one = new StreamResult(
                "klines",
                10,
                7,
                Map.of(RejectReason.TRUNCATED, 1L),
                latency(80),
                Map.of("lake", List.of(new Files("a"))));
        StreamResult other = new StreamResult(
                "klines",
                5,
                3,
                Map.of(RejectReason.TRUNCATED, 1L, RejectReason.NOT_A_TIME, 1L),
                latency(70, 9_000),
                Map.of("lake", List.of(new Files("b"))));
        StreamResult gaps = new StreamResult("gaps", 1, 1, Map.of(), latency(), Map.of());

        BatchResult result = BatchResult.of(List.of(one, gaps, other));

        assertThat(result.streams())
                .containsExactly(
                        gaps,
                        new StreamResult(
                                "klines",
                                15,
                                10,
                                Map.of(RejectReason.TRUNCATED, 2L, RejectReason.NOT_A_TIME, 1L),
                                latency(80, 70, 9_000),
                                Map.of("lake", List.of(new Files("a"), new Files("b")))));
        assertThat(result.of("lake")).containsExactly(new Files("a"), new Files("b"));
        assertThat(result.of("cassandra")).isEmpty();
    }

    private static LatencyHistogram latency(long... millis) {
        LatencyHistogram latency = new LatencyHistogram();
        LongStream.of(millis).forEach(latency::add);
        return latency;
    }
}
