package io.candlestream.bench.bare;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.server.CassandraLogin;
import io.candlestream.schema.RecordSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A contender: topic to table by nothing but the two clients, a thread for each partition. */
public record BareLoop(Map<String, String> environment) {
    private static final int MOST_RECORDS = 10_000;

    public static void main(String[] arguments) {
        try {
            new BareLoop(System.getenv()).run();
        } catch (ExecutionException | InterruptedException | RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            System.err.println("Cannot take the topic to the table: " + cause.getMessage());
            System.exit(1);
        }
    }

    private void run() throws ExecutionException, InterruptedException {
        CassandraLogin login = new CassandraLogin(
                environment.get("ASSET_CASSANDRA_HOST"),
                Integer.parseInt(environment.get("ASSET_CASSANDRA_PORT")),
                environment.get("ASSET_CASSANDRA_USERNAME"),
                environment.get("ASSET_CASSANDRA_PASSWORD"));
        try (CqlSession session = login.connect()) {
            long start = System.nanoTime();
            long rows = run(session);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.println(String.format(Locale.ROOT, "BENCH rows=%d seconds=%.3f", rows, seconds));
        }
    }

    private long run(CqlSession session) throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = partitions();
        ExecutorService threads = Executors.newFixedThreadPool(partitions.size());
        try {
            List<Future<Long>> workers = new ArrayList<>();
            for (TopicPartition partition : partitions) {
                workers.add(threads.submit(worker(partition, session)));
            }
            long rows = 0;
            for (Future<Long> worker : workers) {
                rows += worker.get();
            }
            return rows;
        } finally {
            threads.shutdownNow();
        }
    }

    private BareWorker worker(TopicPartition partition, CqlSession session) {
        Schema schema = RecordSchema.KLINES.load(Path.of(environment.get("ASSET_SCHEMA_LOCATION")));
        List<String> fields =
                schema.getFields().stream().map(Schema.Field::name).toList();
        String table = environment.get("ASSET_CASSANDRA_KEYSPACE") + "." + environment.get("ASSET_CASSANDRA_TABLE");
        BareInsert insert = new BareInsert(session, table, fields);
        return new BareWorker(partition, consumer(), session, insert, new RecordFields(fields.size()));
    }

    private List<TopicPartition> partitions() {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            return consumer.partitionsFor(environment.get("ASSET_PRICES_TOPIC")).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        environment.get("REDPANDA_BROKERS"),
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        MOST_RECORDS,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
