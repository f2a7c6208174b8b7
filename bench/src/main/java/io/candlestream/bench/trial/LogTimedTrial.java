package io.candlestream.bench.trial;

import io.candlestream.bench.contender.Contender;
import io.candlestream.bench.contender.Span;
import io.candlestream.bench.contender.Work;
import io.candlestream.bench.measure.ProcessTree;
import io.candlestream.bench.measure.Recorder;
import io.candlestream.bench.result.Run;
import io.candlestream.bench.server.BenchServers;
import io.candlestream.sandbox.server.Pipeline;

/** One contender's work that ends in no table, timed by its own output. */
public record LogTimedTrial(BenchServers servers, long rows) {
    /** @throws IllegalStateException when the contender did not take all rows */
    public Run run(Contender contender, Pipeline pipeline) {
        servers.settle();
        try (Work work = contender.start(pipeline, rows);
                Recorder recorder = Recorder.start(new ProcessTree(work.pid()), servers.processes(), () -> 0)) {
            Span span = work.await(BenchContext.deadline(rows));
            recorder.stop();
            if (span.rows() < rows) {
                throw new IllegalStateException(contender.name() + " took " + span.rows() + " of " + rows + " rows");
            }
            return Run.ofRows(span.rows(), recorder.window(span.start(), span.end()), recorder.peakMegabytes());
        }
    }
}
