package io.candlestream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.candlestream.consumer.metrics.LatencyHistogram;
import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.stream.RejectReason;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatchResultTest {
    private record Files(String name) implements SinkResult {}

    @Test
    void readsAsOneLine() {
        BatchResult result = BatchResult.of(List.of(
                new BatchResult("klines", 500, 118, Map.of(RejectReason.NOT_A_NUMBER, 2L), latency(), Map.of(), 7),
                new BatchResult("gaps", 12, 2, Map.of(), latency(), Map.of(), 0)));

        assertThat(result)
                .hasToString("read 512 rows, written 120, superseded 390, rejected 2 (not-a-number 2), made 7");
        assertThat(BatchResult.of(List.of())).hasToString("read 0 rows, written 0, superseded 0, rejected 0");
    }

    @Test
    void addsUpTheTasksStreamByStream() {
        BatchResult one = new BatchResult(
                "klines",
                10,
                7,
                Map.of(RejectReason.TRUNCATED, 1L),
                latency(80),
                Map.of("lake", List.of(new Files("a"))),
                4);
        BatchResult other = new BatchResult(
                "klines",
                5,
                3,
                Map.of(RejectReason.TRUNCATED, 1L, RejectReason.NOT_A_TIME, 1L),
                latency(70, 9_000),
                Map.of("lake", List.of(new Files("b"))),
                5);
        BatchResult gaps = new BatchResult("gaps", 1, 1, Map.of(), latency(), Map.of(), 0);

        Collection<BatchResult> streams = BatchResult.byStream(List.of(one, gaps, other));

        assertThat(streams)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        gaps,
                        new BatchResult(
                                "klines",
                                15,
                                10,
                                Map.of(RejectReason.TRUNCATED, 2L, RejectReason.NOT_A_TIME, 1L),
                                latency(80, 70, 9_000),
                                Map.of("lake", List.of(new Files("a"), new Files("b"))),
                                9));
        assertThat(BatchResult.of(streams).results())
                .isEqualTo(Map.of("lake", List.of(new Files("a"), new Files("b"))));
    }

    private static LatencyHistogram latency(long... millis) {
        LatencyHistogram latency = new LatencyHistogram();
        LongStream.of(millis).forEach(latency::add);
        return latency;
    }
}
