package io.candlestream.consumer.batch;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.QueryExecution;

/** Runs each batch of the query as one Spark job and tells console and log what became of it. */
public final class Batches {
    private final List<Flow<?>> flows;
    private final int bufferRows;
    private final StopGate gate;
    private final BatchLog log;
    private final PrintStream console;
    private volatile Optional<Running> running = Optional.empty();

    /**
     * A batch under way.
     *
     * @param since by {@link System#nanoTime}
     */
    public record Running(long batch, long since) {}

    /** @param flows the first one's rows may be shown on the console */
    public Batches(List<Flow<?>> flows, int bufferRows, StopGate gate, BatchLog log, PrintStream console) {
        this.flows = flows;
        this.bufferRows = bufferRows;
        this.gate = gate;
        this.log = log;
        this.console = console;
    }

    /** The topics that are read. */
    public List<String> topics() {
        return flows.stream().map(Flow::topic).toList();
    }

    /** Returns when every record of the batch is a row in its table or a dead letter. */
    public void run(Dataset<Row> batch, long id) throws InterruptedException {
        gate.enter();
        running = Optional.of(new Running(id, System.nanoTime()));
        try {
            BatchTally tally = tally(batch);
            if (!tally.newest().isEmpty()) {
                ConsoleTable.print(console, flows.get(0).kind().headings(), tally.newest());
            }
            log.keep(id, tally);
        } finally {
            running = Optional.empty();
            gate.leave();
        }
    }

    private BatchTally tally(Dataset<Row> batch) {
        Map<String, Flow<?>> byTopic = new HashMap<>();
        flows.forEach(flow -> byTopic.put(flow.topic(), flow));
        BatchTask task = new BatchTask(byTopic, System.currentTimeMillis(), bufferRows);
        int lines = flows.get(0).consoleRows();
        return rows(batch).toJavaRDD().mapPartitions(task).collect().stream()
                .reduce(BatchTally.NOTHING, (a, b) -> a.plus(b, lines));
    }

    /**
     * The rows as Spark has read them. A batch is handed over as a plan around them, which {@code toRdd} would optimise,
     * plan and run, all to copy each row once more.
     */
    private static RDD<InternalRow> rows(Dataset<Row> batch) {
        QueryExecution execution = batch.queryExecution();
        return execution.logical() instanceof LogicalRDD read ? read.rdd() : execution.toRdd();
    }

    /** How long the batch has run that runs at this moment. */
    public Optional<Duration> runningFor() {
        return running.map(batch -> Duration.ofNanos(System.nanoTime() - batch.since()));
    }

    /** The batch that runs at this moment. */
    public Optional<Running> running() {
        return running;
    }
}
