package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.proof.CandleTable;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ConsumerWatch;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.TableSetup;
import io.candlestream.sandbox.server.Topics;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.SeededMarket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedServers.class)
class ReplayIT {
    private static final long SEED = 20_261_120;
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    @Test
    void aTopicThatIsReadOnAndReadAgainMakesTheSameTable(Servers servers, @TempDir Path folder) throws IOException {
        SeededMarket market =
                new SeededMarket(SEED, List.of("BTCUSDT", "ETHUSDT", "XRPUSDT"), Interval.MINUTE_1, START);
        Exchange exchange = new Exchange(market, Pace.times(600));
        try (TestPipeline pipeline = TestPipeline.with(servers, "in_order", market, exchange, folder)) {
            aConsumerStoppedAmidTheStreamGoesOnWhereItWas(servers, pipeline);
            repeatingTheNewestBatchChangesOnlyConsumedAt(pipeline);
            replayingTheTopicThreeTimesInShuffledOrderMakesTheSameTable(servers, pipeline, folder);
        }
    }

    private static void aConsumerStoppedAmidTheStreamGoesOnWhereItWas(Servers servers, TestPipeline pipeline) {
        Exchange exchange = pipeline.exchange();
        try (PipelineRun first = pipeline.start()) {
            await().atMost(DEADLINE)
                    .until(() -> pipeline.table().rows().iterator().hasNext());
            assertThat(first.consumer().stop(STOP)).isZero();
            assertThat(first.consumer().tail()).doesNotContain("ERROR").doesNotContain("\tat ");
            long closed = exchange.truth().closed();
            await().atMost(DEADLINE).until(() -> exchange.truth().closed() > closed + 20);

            Pipeline watched = pipeline.pipeline().watchable();
            ConsumerWatch watch = new ConsumerWatch(watched);
            try (ChildJvm second = watched.consumer(line -> {})) {
                exchange.pace(Pace.fullSpeed());
                await().atMost(DEADLINE).until(() -> exchange.truth().closed() > 600);
                exchange.stop();
                await().atMost(DEADLINE).until(() -> pipeline.verdict().equal());
                await().atMost(DEADLINE).until(() -> watch.look().isCurrent());
                assertThat(first.producer().stop(STOP)).isZero();
                assertThat(second.stop(STOP)).isZero();
            }
            assertThat(watch.look().records()).isPositive().isLessThan(Topics.size(servers.brokers(), "data.in_order"));
        }
    }

    private static void repeatingTheNewestBatchChangesOnlyConsumedAt(TestPipeline pipeline) throws IOException {
        TableSnapshot before = TableSnapshot.of(pipeline.table());
        forgetNewestCommit(pipeline.pipeline().checkpoint());

        try (ChildJvm consumer = pipeline.pipeline().consumer(line -> {})) {
            await().atMost(DEADLINE).until(() -> TableSnapshot.of(pipeline.table())
                    .newestConsumption()
                    .isAfter(before.newestConsumption()));
            assertThat(consumer.stop(STOP)).isZero();
        }

        assertThat(TableSnapshot.of(pipeline.table()).rows()).isEqualTo(before.rows());
    }

    private static void replayingTheTopicThreeTimesInShuffledOrderMakesTheSameTable(
            Servers servers, TestPipeline pipeline, Path folder) {
        TopicRecords topics = new TopicRecords(servers.brokers());
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> once = topics.read("data.in_order").stream()
                .map(r -> new ProducerRecord<byte[], byte[]>("data.shuffled", r.key(), r.value()))
                .toList();
        Stream.generate(() -> once).limit(3).forEach(records::addAll);
        Collections.shuffle(records, new Random(SEED));
        topics.create("data.shuffled", 3);
        topics.append(records);

        TableSnapshot replayed = consumed(servers, pipeline, records.size(), folder.resolve("shuffled"));

        assertThat(replayed.rows())
                .as("seed %d", SEED)
                .isEqualTo(TableSnapshot.of(pipeline.table()).rows());
    }

    /** Removes the file by which Spark knows that its newest batch was written. */
    static void forgetNewestCommit(Path checkpoint) throws IOException {
        try (Stream<Path> files = Files.walk(checkpoint)) {
            Path newest = files.filter(f -> f.getParent().endsWith("commits"))
                    .filter(f -> f.getFileName().toString().matches("\\d+"))
                    .max(Comparator.comparingLong(
                            f -> Long.parseLong(f.getFileName().toString())))
                    .orElseThrow();
            Files.delete(newest);
            Files.deleteIfExists(newest.resolveSibling("." + newest.getFileName() + ".crc"));
        }
    }

    private static TableSnapshot consumed(Servers servers, TestPipeline first, int records, Path folder) {
        try (var session = servers.superuser().connect()) {
            new TableSetup(session).tables("shuffled");
            Pipeline pipeline = first.pipeline()
                    .in(folder)
                    .with("ASSET_PRICES_TOPIC", "data.shuffled")
                    .with("ASSET_CASSANDRA_TABLE", "shuffled")
                    .with("CANDLESTREAM_CONSUMER_MAX_OFFSETS_PER_TRIGGER", "3000")
                    .watchable();
            ConsumerWatch watch = new ConsumerWatch(pipeline);
            try (ChildJvm consumer = pipeline.consumer(line -> {})) {
                await().atMost(DEADLINE).until(() -> watch.look().records() >= records);
                assertThat(watch.look().batches()).isGreaterThanOrEqualTo(3);
                assertThat(consumer.stop(STOP)).isZero();
            }
            return TableSnapshot.of(new CandleTable(session, "assets.shuffled"));
        }
    }
}
