package io.candlestream.consumer.sink.topic;

import io.candlestream.consumer.kafka.KafkaConf;
import io.candlestream.consumer.sink.QueryBatch;
import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.sink.SourcePartition;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowLayout;
import io.candlestream.runtime.registry.SchemaRegistration;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;

/**
 * Sends rows to topics, those of each table to its own.
 *
 * @param schemaIds by topic; what the driver has registered travels to the executors
 */
record TopicSink(
        String name,
        String pattern,
        RowFormat format,
        Delivery delivery,
        int partitions,
        Duration writeDeadline,
        Map<String, Integer> schemaIds)
        implements Sink {
    /** Stands for the name of the table in the name of a topic. */
    static final String TABLE = "{table}";

    private static final String REGISTRY = "CANDLESTREAM_CONSUMER_SCHEMA_REGISTRY";

    TopicSink(
            String name, String pattern, RowFormat format, Delivery delivery, int partitions, Duration writeDeadline) {
        this(name, pattern, format, delivery, partitions, writeDeadline, new ConcurrentHashMap<>());
    }

    @Override
    public String target(RowLayout<?> layout) {
        return "topic " + topicOf(layout) + " (" + format + ")";
    }

    @Override
    public Optional<String> topic(RowLayout<?> layout) {
        return Optional.of(topicOf(layout));
    }

    private String topicOf(RowLayout<?> layout) {
        return pattern.replace(TABLE, layout.table());
    }

    @Override
    public boolean keepsPositions() {
        return delivery == Delivery.TRANSACTIONAL;
    }

    @Override
    public void forgetBehind(RowLayout<?> layout, UUID query, Map<SourcePartition, Long> ends, SparkConf conf) {
        if (keepsPositions()) {
            new KeptPositions(name, query, topicOf(layout)).forgetBehind(ends, new SinkClients(conf));
        }
    }

    @Override
    public void lookBack(RowLayout<?> layout, UUID query, SparkConf conf) {
        if (keepsPositions()) {
            new KeptPositions(name, query, topicOf(layout)).warnIfNone(new SinkClients(conf));
        }
    }

    @Override
    public void validate(RowLayout<?> layout, SparkConf conf, Duration deadline) {
        String topic = topicOf(layout);
        new TopicPreflight(name, topic, partitions, delivery, new SinkClients(conf)).check(deadline);
        Optional<String> registry = KafkaConf.registry(conf);
        if (format == RowFormat.AVRO_FRAMED && registry.isEmpty()) {
            throw new FatalException("Cannot write to topic " + topic + ": records of format " + format
                    + " carry the id of a registered schema, and no registry is set (" + REGISTRY + ")");
        } else if (format.hasSchema() && registry.isPresent()) {
            String schema = RowAvro.schema(layout).toString();
            String otherName = "candlestream.consumer.sinks." + name + ".name";
            schemaIds.put(
                    topic,
                    new SchemaRegistration(registry.get(), REGISTRY).register(topic, schema, otherName, deadline));
        }
    }

    @Override
    public <R extends Row> SinkWriter<R> open(RowLayout<R> layout, Runnable retried) {
        return new IdempotentWriter<>(name, clients(), records(layout), retry(layout, retried));
    }

    /** Outside of a query there is no batch that could come again. */
    @Override
    public <R extends Row> SinkWriter<R> open(RowLayout<R> layout, SourcePartition source, Runnable retried) {
        Optional<QueryBatch> batch = QueryBatch.ofThisTask();
        if (delivery == Delivery.IDEMPOTENT || batch.isEmpty()) {
            return open(layout, retried);
        }
        try {
            return new TransactionalWriter<>(
                    new TransactionalSession.Name(
                            new KeptPositions(name, batch.get().query(), topicOf(layout)), source),
                    batch.get().run(),
                    clients(),
                    records(layout),
                    retry(layout, retried));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FatalException("Cannot write to topic " + topicOf(layout) + ": interrupted", e);
        }
    }

    private <R extends Row> RowRecords<R> records(RowLayout<R> layout) {
        String topic = topicOf(layout);
        OptionalInt id = schemaIds.containsKey(topic) ? OptionalInt.of(schemaIds.get(topic)) : OptionalInt.empty();
        return new RowRecords<>(topic, layout, format, id, QueryBatch.ofThisTask());
    }

    private static SinkClients clients() {
        return new SinkClients(SparkEnv.get().conf());
    }

    private WriteRetry retry(RowLayout<?> layout, Runnable retried) {
        return new WriteRetry("write to topic " + topicOf(layout), writeDeadline, retried);
    }
}
