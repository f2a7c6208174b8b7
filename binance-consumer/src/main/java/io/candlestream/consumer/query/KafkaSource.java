package io.candlestream.consumer.query;

import io.candlestream.consumer.batch.SourceRecord;
import io.candlestream.consumer.settings.KafkaSettings;
import io.candlestream.consumer.settings.QuerySettings;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;

/** The topics as a stream of records, a bounded number of them in a batch. */
final class KafkaSource {
    private static final String REQUEST_TIMEOUT = "request.timeout.ms";
    private static final int LONGEST_SILENCE_MS = 10_000;
    /** More than a fetch brings: what a poll leaves behind Spark has fetched again. */
    private static final int RECORDS_OF_A_POLL = 50_000;

    private KafkaSource() {}

    /** The columns of {@link SourceRecord#COLUMNS}; a range that the broker no longer has stops the query. */
    static Dataset<Row> open(SparkSession spark, KafkaSettings kafka, QuerySettings query) {
        DataStreamReader reader = spark.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", kafka.brokers())
                .option("subscribe", String.join(",", query.topics()))
                .option("includeHeaders", true)
                .option("startingOffsets", kafka.startingOffsets())
                .option("maxOffsetsPerTrigger", query.maxOffsetsPerTrigger())
                .option("kafkaConsumer.pollTimeoutMs", LONGEST_SILENCE_MS)
                .option("fetchOffset.numRetries", 1) // the query is retried, with a line for each time
                .option("failOnDataLoss", true);
        if (!kafka.client().containsKey(REQUEST_TIMEOUT)) {
            // A broker that is away is to be noticed within seconds, not after Kafka's minute.
            reader.option("kafka." + REQUEST_TIMEOUT, LONGEST_SILENCE_MS)
                    .option("kafka.default.api.timeout.ms", LONGEST_SILENCE_MS);
        }
        reader.option("kafka.max.poll.records", RECORDS_OF_A_POLL)
                .option("kafka.isolation.level", "read_committed"); // what a transaction has aborted was never sent
        kafka.client().forEach((key, value) -> reader.option("kafka." + key, value));
        return reader.load().selectExpr(SourceRecord.COLUMNS.toArray(String[]::new));
    }
}
