package io.candlestream.sandbox;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candlestream.runtime.cassandra.CqlFile;
import io.candlestream.sandbox.server.ProjectFolder;
import io.candlestream.sandbox.server.Servers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What an earlier version left behind when its consumer was killed amid a batch, put in place on real servers; {@code
 * sandbox/src/test/upgrade} says how it was made. Of the checkpoint the topics' ids alone are changed, which each broker gives by
 * itself.
 */
final class EarlierVersion {
    static final String TOPIC = "data.asset_prices";
    static final String TABLE = "assets";

    static final Path FILES = ProjectFolder.find().root().resolve("sandbox/src/test/upgrade");

    private static final Path LEFT = FILES.resolve("4cfc031");
    private static final String TAB = "\t";
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int HEX = 16;

    /** By topic, each partition's in the order of their offsets. */
    private final Map<String, List<ProducerRecord<byte[], byte[]>>> records = new TreeMap<>();

    private final Map<String, Integer> partitions = new TreeMap<>();

    /** Makes tables and topics with all that they held, and the folder {@code checkpoint}. */
    EarlierVersion(Servers servers, Path checkpoint) throws IOException {
        try (CqlSession session = servers.superuser().connect()) {
            for (String file : List.of("keyspace.cql", "gaps.cql", "assets.cql")) {
                new CqlFile(LEFT.resolve(file)).statements().forEach(session::execute);
            }
            for (String line : Files.readAllLines(LEFT.resolve("rows.tsv"))) {
                String[] row = line.split(TAB, 3);
                session.execute("INSERT INTO assets." + row[0] + " JSON '" + row[VALUE].replace("'", "''")
                        + "' USING TIMESTAMP " + row[KEY]);
            }
        }
        readRecords();
        TopicRecords topics = new TopicRecords(servers.brokers());
        partitions.forEach(topics::create);
        records.values().forEach(topics::append);
        copyCheckpoint(servers, checkpoint);
    }

    private void readRecords() throws IOException {
        String topic = "";
        int partition = 0;
        for (String line : Files.readAllLines(LEFT.resolve("records.tsv"))) {
            String[] parts = line.split(TAB, 3);
            if (line.startsWith(TOPIC)) {
                topic = parts[0];
                partition = Integer.parseInt(parts[1]);
                partitions.merge(topic, partition + 1, Math::max);
                records.putIfAbsent(topic, new ArrayList<>());
            } else {
                records.get(topic)
                        .add(new ProducerRecord<>(
                                topic, partition, Long.valueOf(parts[0]), bytes(parts[KEY]), bytes(parts[VALUE])));
            }
        }
    }

    /** A byte that is not printable stands as {@code \xNN}. */
    private static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String[] parts = text.split("\\\\x", -1);
        bytes.writeBytes(parts[0].getBytes(StandardCharsets.US_ASCII));
        for (int i = 1; i < parts.length; i++) {
            bytes.write(Integer.parseInt(parts[i].substring(0, 2), HEX));
            bytes.writeBytes(parts[i].substring(2).getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    /** The checkpoint once more, as that version left it. */
    void copyCheckpoint(Servers servers, Path to) throws IOException {
        Path from = LEFT.resolve("checkpoint");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path properties = to.resolve("candlestream.properties");
        String text = Files.readString(properties);
        for (Map.Entry<String, String> id : ids(servers).entrySet()) {
            text = text.replaceAll(
                    "(?m)^topic-id\\." + id.getKey() + "=.*$", "topic-id." + id.getKey() + "=" + id.getValue());
        }
        Files.writeString(properties, text);
    }

    private Map<String, String> ids(Servers servers) {
        Map<String, String> ids = new TreeMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.brokers()))) {
            admin.describeTopics(records.keySet())
                    .allTopicNames()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
        }
        return ids;
    }

    /** How many records the consumer had not yet written, those of the batch that it was killed in among them. */
    long unread(Path checkpoint) throws IOException {
        long batch;
        try (Stream<Path> commits = Files.list(checkpoint.resolve("commits"))) {
            batch = commits.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .mapToLong(Long::parseLong)
                    .max()
                    .orElseThrow();
        }
        String json = Files.readAllLines(checkpoint.resolve("offsets").resolve(String.valueOf(batch)))
                .get(2);
        long read = 0;
        for (JsonNode topic : new ObjectMapper().readTree(json)) {
            for (JsonNode offset : topic) {
                read += offset.asLong();
            }
        }
        return records() - read;
    }

    /** How many records the topics held. */
    long records() {
        return records.values().stream().mapToLong(List::size).sum();
    }
}
