package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ConsumerWatch;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.TableSetup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A topic that is nearly all poison: every good row is stored, every bad value is reported, nothing stops. */
@ExtendWith(SharedServers.class)
class PoisonIT {
    private static final long SEED = 20_261_122;
    private static final String TOPIC = "data.poisoned";
    /** A million by hand: {@code -Dcandlestream.poison=1000000}. */
    private static final int POISON = Integer.getInteger("candlestream.poison", 100_000);

    private static final int GOOD = 1_000;
    private static final int PARTITIONS = 2;
    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;
    private static final Instant FIRST = Instant.parse("2024-08-08T00:00:00Z");
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final Random random = new Random(SEED);

    @Test
    void theGoodRowsAreStoredAndEveryBadValueIsADeadLetterWithItsCause(Servers servers, @TempDir Path folder) {
        List<byte[]> good = new ArrayList<>();
        for (int i = 0; i < GOOD; i++) {
            good.add(AvroCandle.at(FIRST.plusSeconds(60L * i).toString()).bytes());
        }
        List<ProducerRecord<byte[], byte[]>> records = shuffled(good);
        publish(servers.brokers(), records);
        try (CqlSession session = servers.superuser().connect()) {
            new TableSetup(session).tables("poisoned");
            Pipeline pipeline = Pipeline.between(servers, servers.superuser(), folder)
                    .with("ASSET_PRICES_TOPIC", TOPIC)
                    .with("ASSET_CASSANDRA_TABLE", "poisoned")
                    .with("CANDLESTREAM_CONSUMER_MAX_OFFSETS_PER_TRIGGER", "20000")
                    .watchable();
            ConsumerWatch watch = new ConsumerWatch(pipeline);
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                await().atMost(DEADLINE).until(() -> watch.look().records() >= records.size());
                assertThat(consumer.stop(DEADLINE)).isZero();
                assertThat(consumer.tail()).doesNotContain("OutOfMemory").doesNotContain("\tat ");
            }
            assertThat(session.execute("SELECT timestamp FROM assets.poisoned").all())
                    .as("seed %d", SEED)
                    .hasSize(GOOD);
        }
        assertEachIsTold(records.size() - GOOD, new TopicRecords(servers.brokers()).read(TOPIC + ".dead"));
    }

    /** The good values, 100,000 bad ones and one of ten megabytes in random order. */
    private List<ProducerRecord<byte[], byte[]>> shuffled(List<byte[]> good) {
        List<byte[]> values = new ArrayList<>(good);
        for (int i = 0; i < POISON; i++) {
            values.add(poison(good.get(random.nextInt(GOOD)).clone()));
        }
        values.add(new byte[TEN_MEGABYTES]);
        Collections.shuffle(values, random);
        byte[] key = "bitcoin".getBytes(StandardCharsets.UTF_8);
        return values.stream()
                .map(value -> new ProducerRecord<>(TOPIC, random.nextInt(PARTITIONS), key, value))
                .toList();
    }

    /** A value that is no candle: a flip of bits might leave one, so what is damaged here is its form. */
    private byte[] poison(byte[] value) {
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(value, random.nextInt(value.length));
            case 1 -> Arrays.copyOf(value, value.length + 1 + random.nextInt(20));
            case 2 -> "{\"e\":\"kline\",\"s\":\"BTCUSDT\"}".getBytes(StandardCharsets.UTF_8);
            case 3 -> lengthBomb(value);
            default -> noise(random.nextInt(300));
        };
    }

    private static byte[] lengthBomb(byte[] value) {
        System.arraycopy(new byte[] {-2, -1, -1, -1, 15}, 0, value, 0, 5);
        return value;
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static void publish(String brokers, List<ProducerRecord<byte[], byte[]>> records) {
        String large = String.valueOf(TEN_MEGABYTES + 1024);
        // A broker may refuse the first records of a topic whose partitions have no leaders yet, which this waits for.
        new TopicRecords(brokers).create(TOPIC, PARTITIONS, Map.of("max.message.bytes", large));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "acks", "all", "linger.ms", "5", "max.request.size", large),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            producer.flush();
            assertThat(sent).allSatisfy(record -> assertThat(record).succeedsWithin(Duration.ZERO));
        }
    }

    private static void assertEachIsTold(int expected, List<ConsumerRecord<byte[], byte[]>> letters) {
        Set<String> places = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> letter : letters) {
            assertThat(header(letter, "topic")).isEqualTo(TOPIC);
            assertThat(header(letter, "exception.class.name")).isNotEmpty();
            assertThat(header(letter, "exception.message")).isNotEmpty();
            places.add(header(letter, "partition") + ":" + header(letter, "offset"));
        }
        assertThat(places).as("seed %d", SEED).hasSize(expected);
        assertThat(letters.stream()
                        .map(letter -> header(letter, "exception.class.name"))
                        .collect(Collectors.toSet()))
                .contains("truncated", "trailing-bytes", "too-long", "bad-length");
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(
                letter.headers().lastHeader("__connect.errors." + name).value(), StandardCharsets.UTF_8);
    }
}
