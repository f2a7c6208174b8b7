package io.candlestream.sandbox.chaos;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.candlestream.sandbox.cluster.ConsumerPlace;
import io.candlestream.sandbox.cluster.SparkCluster;
import io.candlestream.sandbox.lake.LakeFolder;
import io.candlestream.sandbox.postgres.PostgresServer;
import io.candlestream.sandbox.postgres.PostgresSetup;
import io.candlestream.sandbox.postgres.PostgresStore;
import io.candlestream.sandbox.proof.ProvedStore;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.TableSetup;
import io.candlestream.sandbox.server.Topics;
import io.candlestream.sandbox.server.Wait;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.Market;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a drill happens to: servers, a simulated exchange, producer and consumer, all running.
 *
 * @param postgres the second sink, if there is one
 * @param lake another one, if there is one
 * @param stores whose tables are proved
 * @param proofs of the streams beside the candles, in each
 * @param logs one for each round, the last one being written
 */
record TestBed(
        EmbeddedServers servers,
        ConsumerPlace stage,
        Exchange exchange,
        CqlSession session,
        Optional<PostgresServer> postgres,
        Optional<LakeFolder> lake,
        List<ProvedStore> stores,
        List<StreamProof> proofs,
        Pipeline pipeline,
        PipelineRun run,
        Deque<RoundLog> logs)
        implements AutoCloseable {
    private static final String PASSWORD = "only-for-drills";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PING = Duration.ofSeconds(1);
    private static final Duration PONG_TIMEOUT = Duration.ofSeconds(10);

    /** A test bed as the drill asks for it, with rows in each of its tables. */
    static TestBed start(Market market, DrillCommand options, Path folder) {
        List<String> streams = options.streams;
        Optional<PostgresServer> postgres =
                options.postgres() ? Optional.of(PostgresServer.launch(folder.resolve("postgres"))) : Optional.empty();
        EmbeddedServers servers = EmbeddedServers.start(folder);
        ConsumerPlace stage = ConsumerPlace.of(options.cluster(), folder);
        Exchange.Options pinging = Exchange.Options.defaults().streams(streams).pinging(PING, PONG_TIMEOUT);
        Exchange exchange = new Exchange(market, Pace.times(options.speed), pinging);
        exchange.start();
        CqlSession session = servers.superuser().connect();
        new TableSetup(session).tables("assets");
        List<ProvedStore> stores = new ArrayList<>(List.of(ProvedStore.cassandra(session)));
        Pipeline variables = variables(servers, exchange, folder);
        if (postgres.isPresent()) {
            PostgresSetup setup = setUp(postgres.get());
            variables = variables.with(
                    setup.owner().as(PostgresSetup.WRITER, PASSWORD).environment());
            stores.add(new PostgresStore(setup.owner()));
        }
        Optional<LakeFolder> lake =
                options.lake() ? Optional.of(new LakeFolder(folder.resolve("lake"))) : Optional.empty();
        variables = lake.map(LakeFolder::environment).map(variables::with).orElse(variables);
        for (String what : options.derived) {
            variables = variables.with(DerivedProof.enabled(what), "true");
        }
        Pipeline pipeline = stage.attach(variables).streaming(streams, options.sinks);
        PipelineRun run = new PipelineRun(pipeline, line -> {});
        Deque<RoundLog> logs = new ArrayDeque<>(List.of(new RoundLog()));
        List<StreamProof> proofs = stores.stream()
                .flatMap(store -> StreamProof.of(exchange, store, streams).stream())
                .toList();
        TestBed testBed =
                new TestBed(servers, stage, exchange, session, postgres, lake, stores, proofs, pipeline, run, logs);
        testBed.await("the producer to listen", PATIENCE, exchange::hasListener);
        exchange.open();
        testBed.awaitEventAfter(exchange.now());
        return testBed;
    }

    private static PostgresSetup setUp(PostgresServer postgres) {
        postgres.awaitStarted();
        PostgresSetup setup = new PostgresSetup(postgres.superuser());
        setup.all(PASSWORD);
        return setup;
    }

    /** The variables of the programs: short time-outs, so that a fault is found within seconds. */
    private static Pipeline variables(EmbeddedServers servers, Exchange exchange, Path folder) {
        return Pipeline.between(servers, servers.superuser(), folder)
                .with(exchange)
                .with("CANDLESTREAM_PRODUCER_PING_INTERVAL", PING.toSeconds() + " s")
                .with("CANDLESTREAM_PRODUCER_SILENCE_GRACE", "1 s")
                .with("CANDLESTREAM_PRODUCER_CONNECT_TIMEOUT", "2 s")
                .with("CANDLESTREAM_PRODUCER_CONNECT_GAP", "100 ms")
                .with("CANDLESTREAM_PRODUCER_ANSWER_TIMEOUT", "2 s")
                .with("CANDLESTREAM_PRODUCER_BACKOFF_BASE", "100 ms")
                .with("CANDLESTREAM_PRODUCER_BACKOFF_CAP", "1 s")
                .with("CANDLESTREAM_PRODUCER_REST_TIMEOUT", "2 s")
                .with("CANDLESTREAM_PRODUCER_HEAL_CONFIRM", "8 s")
                .with("CANDLESTREAM_CONSUMER_CASSANDRA_REQUEST_TIMEOUT", "3 s")
                .with("CANDLESTREAM_CONSUMER_POSTGRES_REQUEST_TIMEOUT", "3 s");
    }

    /** Waits until each table holds what the exchange's socket said after {@code marketTime}, epoch milliseconds. */
    void awaitEventAfter(long marketTime) {
        await("a new row in each table", PATIENCE, () -> stores.stream()
                .allMatch(store -> holdsEventAfter(store, Instant.ofEpochMilli(marketTime))));
    }

    private static boolean holdsEventAfter(ProvedStore store, Instant marketTime) {
        try {
            return store.candles(
                    candles -> StreamSupport.stream(candles.newest().spliterator(), false)
                            .filter(row -> "socket".equals(row.text("source")))
                            .map(row -> row.time("event_time"))
                            .anyMatch(marketTime::isBefore));
        } catch (DriverException | IllegalStateException e) {
            return false; // it is just coming back: asked again
        }
    }

    /** Waits for {@code state}; a program that ends meanwhile is started again, as a supervisor would. */
    void await(String what, Duration patience, BooleanSupplier state) {
        boolean came = Wait.until(patience, POLL, () -> {
            boolean there = state.getAsBoolean();
            if (!there) {
                log().ended().addAll(run.revive());
            }
            return there;
        });
        if (!came) {
            throw new IllegalStateException("Waited " + patience.toSeconds() + " s for " + what + ". "
                    + String.join("\n", log().ended()) + "\nThe producer says:\n"
                    + run.producer().tail() + "\nThe consumer says:\n"
                    + run.consumer().tail());
        }
    }

    /** Begins the log of the next round. */
    RoundLog nextRound() {
        logs.addLast(new RoundLog());
        return log();
    }

    RoundLog log() {
        return logs.getLast();
    }

    /** How many records could not become a row. */
    long deadLetters() {
        return Stream.concat(
                        Stream.of("data.asset_prices.dead"),
                        proofs.stream().map(proof -> "data." + proof.stream() + ".dead"))
                .distinct()
                .mapToLong(topic -> Topics.size(servers.brokers(), topic))
                .sum();
    }

    /** The cluster, to be made to fail. */
    SparkCluster cluster() {
        return stage.cluster().orElseThrow(() -> new IllegalStateException("The consumer runs on no cluster"));
    }

    /** PostgreSQL, to be made to fail. */
    PostgresServer postgreSql() {
        return postgres.orElseThrow(() -> new IllegalStateException("The consumer writes to no PostgreSQL"));
    }

    CheckpointWatch checkpoint() {
        return new CheckpointWatch(pipeline.checkpoint());
    }

    @Override
    public void close() {
        run.close();
        session.close();
        exchange.close();
        stage.close();
        servers.close();
        postgres.ifPresent(PostgresServer::close);
    }
}
