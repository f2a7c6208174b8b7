package io.candlestream.consumer.batch;

import io.candlestream.consumer.metrics.LatencyHistogram;
import io.candlestream.consumer.sink.SinkResult;
import io.candlestream.consumer.stream.RejectReason;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of one stream's records, of a task or of a whole batch.
 *
 * @param written how many rows were written, each counted once however many sinks there are
 * @param rejected how many records were rejected, by cause
 * @param latency of the live rows when they had been written
 * @param results what the sinks' writers returned, by the name of the sink
 */
record StreamResult(
        String stream,
        long read,
        long written,
        Map<RejectReason, Long> rejected,
        LatencyHistogram latency,
        Map<String, List<SinkResult>> results)
        implements Serializable {
    private static final long serialVersionUID = 1;

    long rejections() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Both together; they are of one stream. */
    StreamResult plus(StreamResult other) {
        Map<RejectReason, Long> causes = new EnumMap<>(RejectReason.class);
        causes.putAll(rejected);
        other.rejected.forEach((reason, count) -> causes.merge(reason, count, Long::sum));
        Map<String, List<SinkResult>> all = new HashMap<>(results);
        other.results.forEach((sink, some) -> all.merge(sink, some, StreamResult::joined));
        return new StreamResult(
                stream, read + other.read, written + other.written, causes, latency.plus(other.latency), all);
    }

    private static List<SinkResult> joined(List<SinkResult> some, List<SinkResult> more) {
        List<SinkResult> both = new ArrayList<>(some);
        both.addAll(more);
        return both;
    }
}
