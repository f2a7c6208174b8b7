package io.candlestream.sandbox.chaos;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.candlestream.sandbox.cluster.ClusterSize;
import io.candlestream.sandbox.cluster.ConsumerPlace;
import io.candlestream.sandbox.cluster.SparkCluster;
import io.candlestream.sandbox.proof.CandleTable;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.ConsumerBatches;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Pause;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.TableSetup;
import io.candlestream.sandbox.server.TopicSize;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.Market;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;

/** What a drill happens to: servers, a simulated exchange, producer and consumer, all running. */
final class TestBed implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(50);

    private final EmbeddedServers servers;
    private final ConsumerPlace stage;
    private final Exchange exchange;
    private final CqlSession session;
    private final CandleTable table;
    private final Pipeline pipeline;
    private final ConsumerBatches batches = new ConsumerBatches();
    private final PipelineRun run;
    private RoundLog log = new RoundLog();

    private TestBed(EmbeddedServers servers, ConsumerPlace stage, Exchange exchange, Path folder) {
        this.servers = servers;
        this.stage = stage;
        this.exchange = exchange;
        this.session = servers.superuser().connect();
        TableSetup cql = new TableSetup(session);
        cql.keyspace();
        cql.tables("assets");
        this.table = new CandleTable(session, "assets.assets");
        this.pipeline = stage.attach(DrillVariables.of(servers, exchange, folder));
        this.run = PipelineRun.start(pipeline, batches);
    }

    /**
     * A test bed whose market runs {@code speed} times as fast as the clock, with rows in its table.
     *
     * @param size of the Spark cluster that the consumer runs on; empty when it runs in a process of its own
     */
    static TestBed start(Market market, double speed, Optional<ClusterSize> size, Path folder) {
        EmbeddedServers servers = EmbeddedServers.start(folder);
        ConsumerPlace stage = ConsumerPlace.of(size, folder);
        Exchange.Options pinging =
                Exchange.Options.defaults().pinging(DrillVariables.PING, DrillVariables.PONG_TIMEOUT);
        Exchange exchange = new Exchange(market, Pace.times(speed), pinging);
        exchange.start();
        TestBed testBed = new TestBed(servers, stage, exchange, folder);
        testBed.await("the producer to listen", PATIENCE, exchange::hasListener);
        exchange.open();
        testBed.awaitEventAfter(exchange.now());
        return testBed;
    }

    /** Waits until the table holds what the exchange's socket said after {@code marketTime}, epoch milliseconds. */
    void awaitEventAfter(long marketTime) {
        await("a new row in the table", PATIENCE, () -> holdsEventAfter(Instant.ofEpochMilli(marketTime)));
    }

    private boolean holdsEventAfter(Instant marketTime) {
        try {
            return StreamSupport.stream(table.newest().spliterator(), false)
                    .filter(row -> "socket".equals(row.getString("source")))
                    .map(row -> row.getInstant("event_time"))
                    .anyMatch(marketTime::isBefore);
        } catch (DriverException e) {
            return false; // Cassandra is just coming back: asked again
        }
    }

    /** Waits for {@code state}; a program that ends meanwhile is started again, as a supervisor would. */
    void await(String what, Duration patience, BooleanSupplier state) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!state.getAsBoolean()) {
            log.ended(run.revive());
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Waited " + patience.toSeconds() + " s for " + what + ". "
                        + String.join("\n", log.ended()) + "\nThe producer says:\n"
                        + run.producer().tail() + "\nThe consumer says:\n"
                        + run.consumer().tail());
            }
            Pause.of(POLL);
        }
    }

    /** Begins the log of the next round. */
    RoundLog nextRound() {
        log = new RoundLog();
        return log;
    }

    /** The log of this round. */
    RoundLog log() {
        return log;
    }

    /** How many records a batch of the consumer read; 0 for one that is not known. */
    long read(long batch) {
        return batches.read(batch);
    }

    /** How many records could not become a row. */
    long deadLetters() {
        return TopicSize.of(servers.brokers(), "data.asset_prices.dead");
    }

    /** The servers, to be made to fail. */
    EmbeddedServers servers() {
        return servers;
    }

    /** The cluster, to be made to fail. */
    SparkCluster cluster() {
        return stage.cluster().orElseThrow(() -> new IllegalStateException("The consumer runs on no cluster"));
    }

    /** The exchange, which knows the truth. */
    Exchange exchange() {
        return exchange;
    }

    /** Producer and consumer. */
    PipelineRun run() {
        return run;
    }

    /** The table that the consumer writes. */
    CandleTable table() {
        return table;
    }

    /** The consumer's checkpoint. */
    CheckpointWatch checkpoint() {
        return new CheckpointWatch(Path.of(pipeline.value(DrillVariables.CHECKPOINT)));
    }

    @Override
    public void close() {
        run.close();
        session.close();
        exchange.close();
        stage.close();
        servers.close();
    }
}
