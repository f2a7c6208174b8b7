package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.candlestream.sandbox.postgres.PostgresLogin;
import io.candlestream.sandbox.postgres.PostgresServer;
import io.candlestream.sandbox.postgres.PostgresSetup;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.ConsumerWatch;
import io.candlestream.sandbox.server.Folders;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.Topics;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.MarketTrade;
import io.candlestream.simulator.trade.TradeChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Recorded klines and trades in a real PostgreSQL: value by value, over its death, a batch that is repeated, and replays side by side. */
@ExtendWith(SharedServers.class)
class PostgresIT {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofMillis(20);
    private static final String PASSWORD = "only-for-the-tests-of-postgres";
    private static final String KLINES = "data.postgres_klines";
    private static final String TRADES = "data.postgres_trades";
    private static final String REVERSED = "_reversed";

    /** Not a temporary folder of JUnit, which root alone may enter. */
    private static final Path FOLDER =
            Path.of("target", "postgres", "PostgresIT").toAbsolutePath();

    private static PostgresServer server;
    private static PostgresTables tables;
    private static PostgresLogin writer;

    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() {
        Folders.delete(FOLDER);
        server = PostgresServer.start(FOLDER);
        PostgresSetup setup = new PostgresSetup(server.superuser());
        setup.all(PASSWORD);
        tables = new PostgresTables(setup.owner());
        writer = setup.owner().as(PostgresSetup.WRITER, PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theTablesAreWhatTheExchangeSaidWhateverHappens(Servers servers, @TempDir Path folder) throws IOException {
        Market market = Market.of(RecordedData.folder("trades"), Interval.MINUTE_1);
        try (Exchange exchange = new Exchange(
                market, Pace.fullSpeed(), Exchange.Options.defaults().streams(List.of("trades", "klines")))) {
            exchange.start();
            Pipeline pipeline = pipeline(servers, folder).with(exchange);

            overADeathOfTheServer(exchange, pipeline);
            List<String> rows = tables.snapshot();
            aRepeatedBatchIsSeen(pipeline);
            assertThat(tables.snapshot()).isEqualTo(rows);
            replaysInOppositeOrder(servers, pipeline);
            assertThat(tables.snapshot()).isEqualTo(rows);
        }
        assertThat(log).noneMatch(line -> line.contains("ERROR") || line.contains("\tat "));
        assertThat(log).noneMatch(line -> line.contains(PASSWORD));
    }

    private static Pipeline pipeline(Servers servers, Path folder) throws IOException {
        Path settings = Files.writeString(folder.resolve("postgres.conf"), """
                candlestream.producer.streams.trades.enabled = true
                candlestream.consumer.streams {
                  klines.sinks = [postgres]
                  trades { enabled = true, sinks = [postgres] }
                }
                """);
        return Pipeline.between(servers, servers.superuser(), folder)
                .with(writer.environment())
                .with("CANDLESTREAM_CONFIG", settings.toString())
                .with("ASSET_PRICES_TOPIC", KLINES)
                .with("CANDLESTREAM_PRODUCER_TRADES_TOPIC", TRADES)
                .with("CANDLESTREAM_CONSUMER_TRADES_TOPIC", TRADES)
                .with("CANDLESTREAM_CONSUMER_MAX_OFFSETS_PER_TRIGGER", "4000");
    }

    private void overADeathOfTheServer(Exchange exchange, Pipeline pipeline) {
        try (PipelineRun run = new PipelineRun(pipeline, log::add)) {
            await().atMost(LONGEST).until(exchange::hasListener);
            exchange.open();
            await().atMost(LONGEST).pollInterval(SOON).until(() -> {
                run.requireAlive();
                return tables.number("SELECT count(*) FROM assets.trades") > 0;
            });
            server.kill();
            await().atMost(LONGEST)
                    .until(() -> log.stream().anyMatch(line -> line.contains("Cannot write to PostgreSQL table")));
            server.restart();
            exchange.finished().join();
            Set<String> trades = PostgresTables.trades(said(exchange));
            Set<String> candles = PostgresTables.candles(exchange.truth().candles());
            assertThat(trades).hasSize(34_419);
            await().atMost(LONGEST).until(() -> tables.number("SELECT count(*) FROM assets.trades") == trades.size());
            await().atMost(LONGEST).until(() -> tables.candles().equals(candles));
            assertThat(tables.trades()).isEqualTo(trades);
            run.stop();
        }
    }

    private static Collection<MarketTrade> said(Exchange exchange) {
        return exchange.symbols().stream()
                .flatMap(symbol -> exchange.channel(TradeChannel.class).said(symbol).stream())
                .toList();
    }

    private void aRepeatedBatchIsSeen(Pipeline pipeline) throws IOException {
        long batches = tables.number("SELECT count(*) FROM assets.batches");
        ReplayIT.forgetNewestCommit(pipeline.checkpoint().resolve("queries/trades"));
        log.clear();
        try (ChildJvm consumer = pipeline.consumer(log::add)) {
            await().atMost(LONGEST)
                    .until(() -> log.stream().anyMatch(line -> line.matches(".*assets\\.trades has .* already")));
            assertThat(consumer.stop(STOP)).isZero();
        }
        assertThat(tables.number("SELECT count(*) FROM assets.batches")).isEqualTo(batches);
    }

    private void replaysInOppositeOrder(Servers servers, Pipeline pipeline) {
        reverse(servers, KLINES);
        reverse(servers, TRADES);
        long records = Topics.size(servers.brokers(), KLINES) + Topics.size(servers.brokers(), TRADES);
        Pipeline forwards = pipeline.in(pipeline.folder().resolve("forwards")).watchable();
        Pipeline backwards = pipeline.in(pipeline.folder().resolve("backwards"))
                .watchable()
                .with("ASSET_PRICES_TOPIC", KLINES + REVERSED)
                .with("CANDLESTREAM_CONSUMER_TRADES_TOPIC", TRADES + REVERSED);
        try (ChildJvm one = forwards.consumer(log::add);
                ChildJvm other = backwards.consumer(log::add)) {
            for (Pipeline each : List.of(forwards, backwards)) {
                ConsumerWatch watch = new ConsumerWatch(each);
                await().atMost(LONGEST).until(() -> watch.look().records() >= records);
            }
            assertThat(one.stop(STOP)).isZero();
            assertThat(other.stop(STOP)).isZero();
        }
        assertThat(tables.number("SELECT deadlocks FROM pg_stat_database WHERE datname = 'candlestream'"))
                .isZero();
    }

    /** Fills a topic with the records of {@code topic}, each partition from its end to its beginning. */
    private static void reverse(Servers servers, String topic) {
        TopicRecords topics = new TopicRecords(servers.brokers());
        Map<Integer, List<ProducerRecord<byte[], byte[]>>> byPartition = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.read(topic)) {
            byPartition
                    .computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                    .add(new ProducerRecord<>(topic + REVERSED, record.partition(), record.key(), record.value()));
        }
        topics.create(topic + REVERSED, topics.partitions(topic));
        byPartition.values().forEach(Collections::reverse);
        topics.append(byPartition.values().stream().flatMap(List::stream).toList());
    }
}
