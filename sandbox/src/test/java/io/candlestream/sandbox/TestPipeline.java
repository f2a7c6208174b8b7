package io.candlestream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.proof.CandleTable;
import io.candlestream.sandbox.proof.Proof;
import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.TableSetup;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.Market;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What one integration test works on: an exchange, a topic and a table of its own on the shared servers. */
final class TestPipeline implements AutoCloseable {
    /** Where a made-up market begins, epoch milliseconds: in 2021, since the first years of the epoch are refused as seconds. */
    static final long START = 1_609_459_200_000L;

    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Market market;
    private final Exchange exchange;
    private final Pipeline pipeline;
    private final CqlSession session;
    private final CandleTable table;

    private TestPipeline(Servers servers, String name, Market market, Exchange exchange, Path folder) {
        this.market = market;
        this.exchange = exchange;
        this.session = servers.superuser().connect();
        new TableSetup(session).tables(name);
        this.table = new CandleTable(session, "assets." + name);
        exchange.start();
        this.pipeline = Pipeline.between(servers, servers.superuser(), folder)
                .with("ASSET_PRICES_TOPIC", "data." + name)
                .with("ASSET_CASSANDRA_TABLE", name)
                .with(exchange);
    }

    /** A pipeline whose market runs as fast as the producer reads. {@code name} is its table and part of its topic. */
    static TestPipeline atFullSpeed(Servers servers, String name, Market market, Path folder) {
        return new TestPipeline(servers, name, market, new Exchange(market, Pace.fullSpeed()), folder);
    }

    static TestPipeline with(Servers servers, String name, Market market, Exchange exchange, Path folder) {
        return new TestPipeline(servers, name, market, exchange, folder);
    }

    /** Starts both programs and lets the market run once the producer listens. */
    PipelineRun start() {
        return start(pipeline);
    }

    /** The same with the programs set up by {@code how}. */
    PipelineRun start(Pipeline how) {
        return start(how, line -> {});
    }

    /** And {@code consumerLines} gets what the consumer logs. */
    PipelineRun start(Pipeline how, Consumer<String> consumerLines) {
        PipelineRun run = new PipelineRun(how, consumerLines);
        open(run.producer());
        return run;
    }

    /** Lets the market run once {@code producer} listens. */
    void open(ChildJvm producer) {
        assertThat(exchange.awaitSubscriptions(streams(), START_DEADLINE))
                .as("streams that nobody asked for; the producer says:%n%s", producer.tail())
                .isEmpty();
        exchange.open();
    }

    /** Plays the market to its end and waits until the table equals it. */
    Verdict playAll() {
        try (PipelineRun run = start()) {
            exchange.finished().join();
            Verdict verdict = run.settle(this::verdict, PATIENCE);
            listensToThisMachineAlone("the producer", run.producer());
            listensToThisMachineAlone("the consumer", run.consumer());
            run.stop();
            return verdict;
        }
    }

    private static void listensToThisMachineAlone(String name, ChildJvm program) {
        Listeners listeners = Listeners.of(program.pid());
        assertThat(listeners.beyond())
                .as("where %s waits for connections", name)
                .isEmpty();
        assertThat(listeners.loopback())
                .as("where %s waits for connections", name)
                .isNotEmpty();
    }

    Verdict verdict() {
        return Proof.ofUpdates(exchange.truth().candles(), table.stored().rows());
    }

    private Set<String> streams() {
        return market.symbols().stream()
                .map(symbol -> symbol.toLowerCase(Locale.ROOT) + "@kline_"
                        + market.interval().code())
                .collect(Collectors.toSet());
    }

    Exchange exchange() {
        return exchange;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    CandleTable table() {
        return table;
    }

    @Override
    public void close() {
        exchange.close();
        session.close();
    }
}
