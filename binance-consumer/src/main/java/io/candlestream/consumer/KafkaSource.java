package io.candlestream.consumer;

import io.candlestream.consumer.batch.SourceRecord;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;

/** The topic as a stream of records, a bounded number of them in a batch. */
final class KafkaSource {
    private KafkaSource() {}

    /** The columns of {@link SourceRecord#COLUMNS}; a range that the broker no longer has stops the query. */
    static Dataset<Row> open(SparkSession spark, ConsumerSettings settings) {
        DataStreamReader reader = spark.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", settings.brokers())
                .option("subscribe", settings.topic())
                .option("startingOffsets", settings.startingOffsets())
                .option("maxOffsetsPerTrigger", settings.maxOffsetsPerTrigger())
                .option("failOnDataLoss", true);
        settings.kafka().forEach((key, value) -> reader.option("kafka." + key, value));
        return reader.load().selectExpr(SourceRecord.COLUMNS.toArray(String[]::new));
    }
}
