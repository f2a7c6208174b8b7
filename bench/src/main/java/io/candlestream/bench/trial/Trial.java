package io.candlestream.bench.trial;

import io.candlestream.bench.contender.Contender;
import io.candlestream.bench.contender.Span;
import io.candlestream.bench.contender.Work;
import io.candlestream.bench.load.Workload;
import io.candlestream.bench.measure.MeasuredWindow;
import io.candlestream.bench.measure.ProcessTree;
import io.candlestream.bench.measure.Recorder;
import io.candlestream.bench.proof.TableDigest;
import io.candlestream.bench.result.Run;
import io.candlestream.bench.server.BenchServers;
import io.candlestream.bench.server.BenchStore;
import io.candlestream.sandbox.server.Pipeline;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * One contender's way through a topic, timed and, where it ends in a table, proved.
 *
 * @param rows how many records the topic of {@code workload} holds
 * @param expected what the table has to hold then; empty when the contender's own count has to do
 * @param store that the table is in
 */
public record Trial(
        BenchServers servers,
        Map<String, String> topics,
        long rows,
        Workload<?> workload,
        Optional<TableDigest> expected,
        BenchStore store) {
    /** Into Cassandra. */
    public Trial(
            BenchServers servers,
            Map<String, String> topics,
            long rows,
            Workload<?> workload,
            Optional<TableDigest> expected) {
        this(servers, topics, rows, workload, expected, servers);
    }

    /** The same into another store. */
    public Trial into(BenchStore other) {
        return new Trial(servers, topics, rows, workload, expected, other);
    }

    /** Into a new table, timed from the first write to the last. */
    public Run toTable(Contender contender) {
        return toTable(contender, (span, recorder) -> recorder.windowOfWrites()
                .orElseThrow(() -> new IllegalStateException(contender.name() + " wrote nothing")));
    }

    /** Into a new table, timed by the contender's own output, which counts the time before its first write too. */
    public Run toTableBySpan(Contender contender) {
        return toTable(contender, Trial::bySpan);
    }

    /** Into no table, timed by the contender's own output. */
    public Run toNothing(Contender contender, Pipeline pipeline) {
        servers.settle();
        return timed(contender, pipeline, () -> 0, Trial::bySpan);
    }

    private static MeasuredWindow bySpan(Span span, Recorder recorder) {
        return recorder.window(span.start(), span.end());
    }

    private Run toTable(Contender contender, BiFunction<Span, Recorder, MeasuredWindow> timing) {
        Pipeline pipeline = store.newTables(topics);
        try {
            store.settle();
            Run run = timed(contender, pipeline, store.writes(pipeline, workload.stream()), timing);
            expected.ifPresent(wanted -> prove(contender, pipeline, wanted));
            return run;
        } finally {
            store.drop(pipeline);
        }
    }

    private Run timed(
            Contender contender,
            Pipeline pipeline,
            LongSupplier writes,
            BiFunction<Span, Recorder, MeasuredWindow> timing) {
        try (Work work = contender.start(pipeline, rows);
                Recorder recorder =
                        Recorder.start(new ProcessTree(work.program().pid()), store.processes(), writes)) {
            Span span = work.await(BenchContext.deadline(rows));
            recorder.stop();
            if (span.rows() < rows) {
                throw new IllegalStateException(contender.name() + " took " + span.rows() + " of " + rows + " rows");
            }
            return Run.ofRows(rows, timing.apply(span, recorder), recorder.peakMegabytes());
        }
    }

    private void prove(Contender contender, Pipeline pipeline, TableDigest wanted) {
        TableDigest stored = store.digest(pipeline, workload);
        if (!stored.equals(wanted)) {
            throw new IllegalStateException(contender.name() + " stored " + stored + ", and the topic holds " + wanted);
        }
    }
}
