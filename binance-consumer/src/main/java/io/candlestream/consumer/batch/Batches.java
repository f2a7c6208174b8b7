package io.candlestream.consumer.batch;

import io.candlestream.consumer.row.RowKind;
import io.candlestream.consumer.row.TableRow;
import java.io.PrintStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Runs each batch of the query as one Spark job and tells console and log what became of it. */
public final class Batches<R extends TableRow> {
    private final RowKind<R> kind;
    private final Outlets<R> outlets;
    private final int bufferRows;
    private final int consoleRows;
    private final StopGate gate;
    private final BatchLog log;
    private final PrintStream console;

    /** @param consoleRows 0 for no console */
    public Batches(
            RowKind<R> kind,
            Outlets<R> outlets,
            int bufferRows,
            int consoleRows,
            StopGate gate,
            BatchLog log,
            PrintStream console) {
        this.kind = kind;
        this.outlets = outlets;
        this.bufferRows = bufferRows;
        this.consoleRows = consoleRows;
        this.gate = gate;
        this.log = log;
        this.console = console;
    }

    /** Returns when every record of the batch is a row in the table or a dead letter. */
    public void run(Dataset<Row> batch, long id) throws InterruptedException {
        gate.enter();
        try {
            BatchTask<R> task = new BatchTask<>(kind, outlets, System.currentTimeMillis(), bufferRows, consoleRows);
            BatchTally tally = batch.queryExecution().toRdd().toJavaRDD().mapPartitions(task).collect().stream()
                    .reduce(BatchTally.NOTHING, (a, b) -> a.plus(b, consoleRows));
            if (!tally.newest().isEmpty()) {
                ConsoleTable.print(console, kind.headings(), tally.newest());
            }
            log.keep(id, tally);
        } finally {
            gate.leave();
        }
    }
}
