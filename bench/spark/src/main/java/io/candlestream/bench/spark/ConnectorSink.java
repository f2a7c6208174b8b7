package io.candlestream.bench.spark;

import io.candlestream.runtime.settings.Settings;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.DataStreamWriter;

/**
 * The connector's own streaming writer, with the write time taken from the data as ours does.
 *
 * @param options the connector's, beyond what says where to write
 */
record ConnectorSink(Map<String, String> options) {
    /** As it comes: 5 batches of 1 KB in flight a task. */
    static final ConnectorSink DEFAULTS = new ConnectorSink(Map.of());

    /** The fastest settings found: batches of one partition of up to 32 KB, 32 of them in flight a task. */
    static final ConnectorSink TUNED = new ConnectorSink(Map.of(
            "spark.cassandra.output.concurrent.writes", "32",
            "spark.cassandra.output.batch.size.bytes", "32768",
            "spark.cassandra.output.batch.grouping.key", "partition",
            "spark.cassandra.output.ignoreNulls", "true"));

    /** The column that the connector writes as the row's write time. */
    static final String WRITE_TIME = "write_time";

    DataStreamWriter<Row> writing(Dataset<Row> klines, Settings settings) {
        return TypedColumns.withWriteTime(klines)
                .writeStream()
                .format("org.apache.spark.sql.cassandra")
                .outputMode("append")
                .option("keyspace", settings.text("sinks.cassandra.keyspace"))
                .option("table", settings.text("streams.klines.table"))
                .option("writetime", WRITE_TIME)
                .options(options);
    }
}
