package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.Topics;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.SeededMarket;
import io.candlestream.tools.verify.TableComparison;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the producer missed, because it or its connection was away, it fetches by itself. */
@Order(6)
@ExtendWith(SharedServers.class)
class HealingIT {
    private static final long SEED = 20_261_120;
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    /** Symbols that no other test has gaps of; the last one trades seldom. */
    private static final List<String> SYMBOLS = List.of("SOLUSDT", "LTCUSDT", "SELDOMUSDT");

    /** The three causes one after the other, told apart by what {@code gaps} says of them. */
    @Test
    void everyCandleThatClosedMeanwhileIsInTheTable(Servers servers, @TempDir Path folder) throws Exception {
        try (TestPipeline test = pipeline(servers, folder);
                CqlSession session = servers.superuser().connect();
                PipelineRun run = test.start()) {
            awaitClosed(test.exchange(), 60);
            whileTheProducerIsDead(test.exchange(), run, session);
            whileTheConnectionIsCut(test.exchange(), session);
            whatWasDeletedUnreadIsRefused(servers, test, run);
            Pipeline accepting = test.pipeline().with("CANDLESTREAM_CONSUMER_ACCEPT_LOSS", "true");
            try (ChildJvm consumer = accepting.consumer(line -> {})) {
                await().atMost(DEADLINE).until(() -> healed(session, "loss").containsAll(SYMBOLS.subList(0, 2)));
                awaitClosed(test.exchange(), 30);
                test.exchange().stop();
                await().atMost(DEADLINE).untilAsserted(() -> assertThat(test.verdict())
                        .matches(Verdict::equal, "seed " + SEED + ", equal to the exchange"));
                assertThat(run.producer().stop(DEADLINE)).isZero();
                assertThat(consumer.stop(DEADLINE)).isZero();
            }
            assertVerifySaysTheSame(test);
        }
    }

    private static void whileTheProducerIsDead(Exchange exchange, PipelineRun run, CqlSession session)
            throws IOException, InterruptedException {
        run.producer().kill();
        awaitClosed(exchange, 150);
        run.restartProducer();

        await().atMost(DEADLINE).until(() -> healed(session, "restart").containsAll(SYMBOLS));
        assertThat(usedWeight(exchange)).isLessThan(200);
        awaitClosed(exchange, 30);
    }

    private static void whileTheConnectionIsCut(Exchange exchange, CqlSession session) {
        exchange.faults().refuse();
        exchange.faults().reset();
        awaitClosed(exchange, 100);
        exchange.faults().clear();

        // All: what is healed and then deleted unread, nobody would ask for again.
        await().atMost(DEADLINE).until(() -> healed(session, "reconnect").containsAll(SYMBOLS));
        awaitClosed(exchange, 30);
    }

    private static void whatWasDeletedUnreadIsRefused(Servers servers, TestPipeline test, PipelineRun run)
            throws Exception {
        Pipeline pipeline = test.pipeline();
        run.consumer().kill();
        awaitClosed(test.exchange(), 60);
        deleteAll(servers, pipeline.value("ASSET_PRICES_TOPIC"));
        assertThat(CandleTopic.refusal(pipeline)).contains("deleted before they were read", "--accept-loss");
    }

    private static void deleteAll(Servers servers, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.brokers()))) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (int partition = 0; partition < Topics.partitions(servers.brokers(), topic); partition++) {
                all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1)); // -1: its end
            }
            admin.deleteRecords(all).all().get();
        }
    }

    private static TestPipeline pipeline(Servers servers, Path folder) {
        SeededMarket market = new SeededMarket(
                SEED,
                SYMBOLS,
                Interval.MINUTE_1,
                Instant.parse("2026-03-01T00:00:00Z").toEpochMilli());
        return TestPipeline.with(servers, "healed", market, new Exchange(market, Pace.times(900)), folder);
    }

    private static void awaitClosed(Exchange exchange, int more) {
        long closed = exchange.truth().closed();
        await().atMost(DEADLINE).until(() -> exchange.truth().closed() >= closed + more);
    }

    private static void assertVerifySaysTheSame(TestPipeline test) {
        assertThat(test.table()
                        .stored()
                        .comparedWith(test.exchange(), Interval.MINUTE_1)
                        .run())
                .as("verify, seed %d", SEED)
                .matches(TableComparison.Outcome::equal);
        assertThat(StreamSupport.stream(test.table().rows().spliterator(), false)
                        .filter(row -> "rest".equals(row.getString("source"))))
                .as("healed rows whose trades the chain numbers")
                .anyMatch(row -> row.getLong("first_trade_id") >= 0);
    }

    /** The symbols of which a gap of this cause was healed. */
    private static List<String> healed(CqlSession session, String cause) {
        List<String> symbols = new ArrayList<>();
        for (Row row : session.execute("SELECT symbol, cause, state FROM assets.gaps")) {
            if (cause.equals(row.getString("cause")) && "healed".equals(row.getString("state"))) {
                symbols.add(row.getString("symbol"));
            }
        }
        return symbols;
    }

    static int usedWeight(Exchange exchange) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(exchange.restUrl().resolve("/api/v3/ping"))
                                .build(),
                        BodyHandlers.discarding())
                .headers()
                .firstValue("X-MBX-USED-WEIGHT-1M")
                .map(Integer::parseInt)
                .orElseThrow();
    }
}
