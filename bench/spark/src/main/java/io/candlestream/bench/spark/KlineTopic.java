package io.candlestream.bench.spark;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.AssetSchema;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The topic as a stream of Avro bytes, read in batches as large as the consumer's. */
final class KlineTopic {
    private KlineTopic() {}

    static Dataset<Row> open(SparkSession spark, Settings settings) {
        return spark.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", settings.text("brokers"))
                .option("subscribe", settings.text("streams.klines.topic"))
                .option("startingOffsets", "earliest")
                .option(
                        "maxOffsetsPerTrigger",
                        settings.number("queries.live.max-offsets-per-trigger", 1, Integer.MAX_VALUE))
                .load()
                .select("value");
    }

    /** The schema of the records, as JSON. */
    static String schema(Settings settings) {
        return AssetSchema.load(Path.of(settings.text("streams.klines.schema"))).toString();
    }
}
