package io.candlestream.consumer.batch;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.window.RecordsToCome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.QueryExecution;

/** Runs each batch of a query as one Spark job, has its sinks commit it and tells the log what became of it. */
public final class Batches {
    private final List<TopicPipeline> pipelines;
    private final int bufferRows;
    private final TaskLimit tasks;
    private final StopGate gate;
    private final RecordsToCome toCome;
    private final BatchLog log;
    private volatile Optional<Running> running = Optional.empty();
    private volatile String run = "";

    /**
     * A batch under way.
     *
     * @param since by {@link System#nanoTime}
     */
    public record Running(long batch, long since) {}

    /**
     * @param tasks into how many of them a batch is cut
     * @param toCome keeps what the windows of a later start need
     */
    public Batches(
            List<? extends TopicPipeline> pipelines,
            int bufferRows,
            TaskLimit tasks,
            StopGate gate,
            RecordsToCome toCome,
            BatchLog log) {
        this.pipelines = List.copyOf(pipelines);
        this.bufferRows = bufferRows;
        this.tasks = tasks;
        this.gate = gate;
        this.toCome = toCome;
        this.log = log;
    }

    /** The query starts. */
    public void begin() {
        run = UUID.randomUUID().toString();
    }

    /** Returns when every record of the batch is a row in each sink of its stream, or a dead letter. */
    public void run(Dataset<Row> batch, long id) throws InterruptedException {
        gate.enter();
        running = Optional.of(new Running(id, System.nanoTime()));
        try {
            Collection<BatchResult> streams = write(batch);
            BatchResult whole = BatchResult.of(streams);
            toCome.add(whole.toCome());
            commit(id, whole);
            log.keep(id, streams, whole);
        } finally {
            running = Optional.empty();
            gate.leave();
        }
    }

    private Collection<BatchResult> write(Dataset<Row> batch) {
        Map<String, List<TopicPipeline>> byTopic = new HashMap<>();
        pipelines.forEach(pipeline -> byTopic.computeIfAbsent(pipeline.topic(), topic -> new ArrayList<>())
                .add(pipeline));
        RDD<InternalRow> read = rows(batch);
        BatchTask task = new BatchTask(
                byTopic,
                System.currentTimeMillis(),
                bufferRows,
                BatchRanges.of(read.partitions()),
                toCome.offsets(),
                run);
        int most = tasks.of(read.partitions());
        JavaRDD<InternalRow> records = read.toJavaRDD();
        if (records.getNumPartitions() > most) {
            records = records.coalesce(most);
        }
        return BatchResult.byStream(records.mapPartitions(task).collect());
    }

    private void commit(long id, BatchResult whole) {
        Map<String, Sink> sinks = new HashMap<>();
        pipelines.forEach(pipeline ->
                pipeline.sinks().forEach(bound -> sinks.put(bound.sink().name(), bound.sink())));
        sinks.forEach((name, sink) -> sink.commit(id, whole.results().getOrDefault(name, List.of())));
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
