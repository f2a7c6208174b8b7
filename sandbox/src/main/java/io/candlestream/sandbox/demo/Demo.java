package io.candlestream.sandbox.demo;

import com.datastax.oss.driver.api.core.CqlSession;
import io.candlestream.sandbox.cluster.ClusterSize;
import io.candlestream.sandbox.cluster.Stage;
import io.candlestream.sandbox.proof.CandleTable;
import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.screen.AssetLine;
import io.candlestream.sandbox.screen.ConsumerMetrics;
import io.candlestream.sandbox.screen.DemoScreen;
import io.candlestream.sandbox.server.CassandraLogin;
import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.CqlFiles;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.TopicSize;
import io.candlestream.tools.verify.TableComparison;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** One demo from start to verdict: servers, exchange, pipeline, the screen, the proof. */
final class Demo {
    private static final int OK = 0;
    /** The table differs from the exchange, or nothing could be compared. */
    private static final int FAILED = 1;

    private static final int CANNOT = 2;
    private static final String TOPIC = "data.asset_prices";
    private static final String TABLE = "assets.assets";
    /** For what is still under way at the end; a busy machine has needed more than 20 seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DemoOptions options;
    private final Optional<ClusterSize> size;
    private final DemoScreen screen;
    private final StopSignal stop = new StopSignal();
    private final long started = System.nanoTime();
    private boolean keepLogs;

    /** @param size of the Spark cluster that the consumer runs on; empty when it runs in a process of its own */
    Demo(DemoOptions options, Optional<ClusterSize> size, PrintStream out) {
        this.options = options;
        this.size = size;
        this.screen = options.plain() ? DemoScreen.plain(out) : DemoScreen.terminal(out);
    }

    /** Runs the demo and returns its exit code: 0 only if the table equals the exchange. */
    int run() {
        int code = CANNOT;
        try {
            code = play();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
        } catch (IllegalStateException | UncheckedIOException e) {
            screen.say(e.getMessage());
        } finally {
            stop.end(code); // whatever was thrown: the end of the process waits for this
        }
        return code;
    }

    private int play() {
        try (DemoExchange exchange = DemoExchange.of(options)) {
            screen.say("Candlestream: " + exchange.description());
            screen.market(exchange.market());
            exchange.notes().forEach(note -> screen.say("  " + note));
            DemoPlace place = DemoPlace.create();
            place.describe(options.name(), exchange.market());
            int code = stop.requested() ? FAILED : serve(exchange, place);
            leave(exchange, place);
            return code;
        }
    }

    /** Launches all at once: producer and consumer wait for their servers themselves, as they do anywhere. */
    private int serve(DemoExchange exchange, DemoPlace place) {
        screen.say("Starting broker, Cassandra, " + (size.isPresent() ? "Spark master and workers, " : "")
                + "producer and consumer ...");
        String password = UUID.randomUUID().toString();
        try (EmbeddedServers servers = EmbeddedServers.launch(place.folder());
                Stage stage = Stage.of(size, place.folder())) {
            CassandraLogin writer = servers.superuser().as("candlestream_writer", password);
            Pipeline pipeline = exchange.attach(stage.attach(
                    Pipeline.between(servers, writer, place.folder()).watchable()));
            try (PipelineRun run = PipelineRun.start(pipeline, line -> {})) {
                servers.await();
                place.remember(writer.as("candlestream_reader", password), pipeline.environment());
                try (CqlSession session = servers.superuser().connect()) {
                    CqlFiles cql = new CqlFiles(session);
                    cql.keyspace();
                    cql.roles(password);
                    cql.tables("assets");
                    introduce(exchange, servers, stage, pipeline);
                    ChildJvm page = page(pipeline, writer.as("candlestream_reader", password));
                    try {
                        ConsumerMetrics consumer = new ConsumerMetrics(pipeline.consumerMetrics());
                        return watch(exchange, run, consumer, servers, new CandleTable(session, TABLE));
                    } finally {
                        page.close();
                    }
                }
            }
        } catch (IllegalStateException e) {
            screen.say(e.getMessage());
            keepLogs = true;
            return CANNOT;
        }
    }

    private int watch(
            DemoExchange exchange, PipelineRun run, ConsumerMetrics consumer, Servers servers, CandleTable table) {
        exchange.open(run, stop);
        new DemoLoop(options, screen, stop, started).run(exchange, run, consumer, table);
        screen.say("");
        screen.say("Comparing the table with the exchange ...");
        exchange.stop();
        Verdict verdict = run.settle(() -> exchange.verdict(table), PATIENCE);
        TableComparison.Outcome verified = exchange.verified(table);
        long deadLetters = TopicSize.of(servers.brokers(), TOPIC + ".dead");
        run.stop();
        verdict.examples().forEach(example -> screen.say("  " + example));
        (verified.equal() ? List.of(verified.verdict()) : verified.lines())
                .forEach(line -> screen.say("verify says: " + line));
        exchange.beside(table).forEach(screen::say);
        screen.say(verdict.line(deadLetters));
        keepLogs = !(verdict.equal() && verified.equal());
        return keepLogs ? FAILED : OK;
    }

    private void introduce(DemoExchange exchange, Servers servers, Stage stage, Pipeline pipeline) {
        CassandraLogin cassandra = servers.superuser();
        screen.say("");
        screen.place("exchange", exchange.address());
        screen.place("broker", servers.brokers() + "   topic " + TOPIC);
        screen.place("Cassandra", cassandra.host() + ":" + cassandra.port() + "   table " + TABLE);
        stage.cluster().ifPresent(cluster -> screen.place("Spark", cluster.toString()));
        screen.place("logs", pipeline.folder().toString());
        screen.place("look inside", "./candlestream cql \"SELECT * FROM assets LIMIT 5\"");
        screen.place("notebooks", "./candlestream notebooks");
        screen.say("  stop        Ctrl-C");
    }

    /** The page is a way to look: if it ends, the demo does not. */
    private ChildJvm page(Pipeline pipeline, CassandraLogin reader) {
        int port = options.pagePort();
        screen.say("");
        screen.page("http://127.0.0.1:" + port);
        return pipeline.dashboard(reader, port, line -> {});
    }

    private void leave(DemoExchange exchange, DemoPlace place) {
        if (options.keep()) {
            exchange.keep(place.folder());
            place.keep();
            screen.say("Kept for ./candlestream cql, verify, dead-letters and notebooks");
        } else if (keepLogs) {
            screen.say("Logs are in " + place.folder());
        } else {
            place.delete();
        }
    }

    static List<AssetLine> newest(CandleTable table) {
        return StreamSupport.stream(table.newest().spliterator(), false)
                .map(AssetLine::of)
                .toList();
    }
}
