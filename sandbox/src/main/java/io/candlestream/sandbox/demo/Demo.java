package io.candlestream.sandbox.demo;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.candlestream.runtime.program.Program;
import io.candlestream.sandbox.cluster.ClusterSize;
import io.candlestream.sandbox.cluster.ConsumerPlace;
import io.candlestream.sandbox.proof.CandleTable;
import io.candlestream.sandbox.proof.Verdict;
import io.candlestream.sandbox.run.LivePage;
import io.candlestream.sandbox.run.PipelineRun;
import io.candlestream.sandbox.run.StopSignal;
import io.candlestream.sandbox.screen.AssetLine;
import io.candlestream.sandbox.screen.DemoMetrics;
import io.candlestream.sandbox.screen.DemoScreen;
import io.candlestream.sandbox.server.CassandraLogin;
import io.candlestream.sandbox.server.ConsumerWatch;
import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Servers;
import io.candlestream.sandbox.server.TableSetup;
import io.candlestream.sandbox.server.Topics;
import io.candlestream.tools.verify.TableComparison;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One demo from start to verdict: servers, exchange, pipeline, the screen, the proof. */
final class Demo {
    private static final String TOPIC = "data.asset_prices";
    private static final String TABLE = "assets.assets";
    /** For what is still under way at the end; a busy machine has needed more than 20 seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DemoOptions options;
    private final Optional<ClusterSize> size;
    private final DemoScreen screen;
    private final StopSignal stop;
    private final long started = System.nanoTime();
    private boolean keepLogs;

    /** @param size of the Spark cluster that the consumer runs on; empty when it runs in a process of its own */
    Demo(DemoOptions options, Optional<ClusterSize> size, PrintStream out) {
        this.options = options;
        this.size = size;
        this.screen = options.plain() ? DemoScreen.plain(out) : DemoScreen.terminal(out);
        this.stop = new StopSignal(screen::say);
    }

    /** Runs the demo and returns its exit code: 0 only if the table equals the exchange. */
    int run() {
        try {
            return play();
        } catch (IllegalStateException | UncheckedIOException | DriverException e) {
            return ended(e);
        }
    }

    /** Whatever fails once a stop is requested fails because of it: a signal to the group ends the servers as well. */
    private int ended(RuntimeException failure) {
        if (stop.requested()) {
            screen.say("Stopped before the table could be compared with the exchange.");
            return stop.code();
        }
        screen.say(failure.getMessage());
        keepLogs = true;
        return Program.CANNOT;
    }

    private int play() {
        try (DemoExchange exchange = DemoExchange.of(options)) {
            screen.say("Candlestream: " + exchange.description());
            screen.market(exchange.market());
            exchange.notes().forEach(note -> screen.say("  " + note));
            DemoPlace place = DemoPlace.create();
            place.describe(options.name, exchange.market());
            int code = serve(exchange, place);
            leave(exchange, place);
            return code;
        }
    }

    /** Launches all at once: producer and consumer wait for their servers themselves, as they do anywhere. */
    private int serve(DemoExchange exchange, DemoPlace place) {
        boolean postgres = options.sinks.contains(DemoOptions.POSTGRES);
        screen.say("Starting broker, Cassandra, " + (postgres ? "PostgreSQL, " : "")
                + (size.isPresent() ? "Spark master and workers, " : "") + "producer and consumer ...");
        String password = UUID.randomUUID().toString();
        DemoLake lake = DemoLake.of(options, place.folder());
        try (EmbeddedServers servers = EmbeddedServers.launchPrepared(place.folder());
                DemoPostgres postgreSql = DemoPostgres.of(options, place.folder(), password);
                ConsumerPlace stage = ConsumerPlace.of(size, place.folder())) {
            CassandraLogin writer = servers.superuser().as("candlestream_writer", password);
            Pipeline pipeline = exchange.attach(stage.attach(lake.attach(postgreSql.attach(
                            Pipeline.between(servers, writer, place.folder()).watchable()))))
                    .streaming(options.streams, options.sinks);
            try (PipelineRun run = new PipelineRun(pipeline, line -> {})) {
                screen.place("exchange", exchange.address());
                screen.place("logs", pipeline.folder().toString());
                stage.cluster().ifPresent(cluster -> screen.place("Spark", cluster.toString()));
                CassandraLogin reader = writer.as("candlestream_reader", password);
                postgreSql.ready(screen);
                lake.describe(screen);
                try (CqlSession session = ready(servers, password)) {
                    place.remember(
                            reader, postgreSql.read(pipeline.with(servers.jmx()).environment()));
                    try (LivePage page = new LivePage(pipeline, reader, options.pagePort())) {
                        DemoMetrics consumer = new DemoMetrics(new ConsumerWatch(pipeline));
                        CandleTable table = new CandleTable(session, TABLE);
                        return watch(exchange, run, page, consumer, servers, table, postgreSql, lake);
                    }
                } finally {
                    stop.started(); // what is closed is not to be interrupted
                }
            }
        } catch (IllegalStateException | DriverException e) {
            return ended(e);
        }
    }

    private int watch(
            DemoExchange exchange,
            PipelineRun run,
            LivePage page,
            DemoMetrics consumer,
            Servers servers,
            CandleTable table,
            DemoPostgres postgres,
            DemoLake lake) {
        screen.waitFor("producer", () -> exchange.open(run, stop));
        stop.started();
        new DemoLoop(options, screen, stop, started).run(exchange, run, page, consumer, table);
        screen.say("");
        screen.say("Comparing the table with the exchange ...");
        exchange.stop();
        Verdict verdict = run.settle(() -> exchange.verdict(table), stop.patience(PATIENCE));
        if (stop.requested() && verdict.closed() == 0) {
            screen.say("Stopped before the exchange closed its first candle: there is nothing to compare.");
            return stop.code();
        }
        if (stop.requested() && !verdict.equal()) {
            screen.say("Stopped while rows were still under way, so nothing is proved (--for TIME waits for them).");
            return stop.code();
        }
        List<TableComparison.Outcome> verified = exchange.verified(table);
        List<TableComparison.Outcome> twins = Stream.of(
                        postgres.settled(table.session(), stop.patience(PATIENCE)),
                        lake.settled(table.session(), stop.patience(PATIENCE)))
                .flatMap(Optional::stream)
                .toList();
        long deadLetters = Topics.size(servers.brokers(), TOPIC + ".dead");
        run.stop();
        verdict.examples().forEach(example -> screen.say("  " + example));
        verified.stream()
                .flatMap(said -> said.equal() ? Stream.of(said.verdict()) : said.lines().stream())
                .forEach(line -> screen.say("verify says: " + line));
        twins.forEach(outcome -> outcome.lines().forEach(screen::say));
        exchange.beside(table).forEach(screen::say);
        screen.say(verdict.line(deadLetters));
        keepLogs = !(verdict.equal()
                && verified.stream().allMatch(TableComparison.Outcome::equal)
                && twins.stream().allMatch(TableComparison.Outcome::equal));
        return keepLogs ? Program.FAILED : Program.OK;
    }

    /** Returns once both servers answer and the tables are there; says of each where it is. */
    private CqlSession ready(EmbeddedServers servers, String password) {
        screen.waitFor("broker", servers::awaitBroker);
        screen.place("broker", servers.brokers() + "   topic " + TOPIC);
        screen.waitFor("Cassandra", servers::awaitCassandra);
        CassandraLogin cassandra = servers.superuser();
        screen.place("Cassandra", cassandra.host() + ":" + cassandra.port() + "   table " + TABLE);
        screen.place("look inside", "./candlestream cql \"SELECT * FROM assets LIMIT 5\"");
        screen.place("notebooks", "./candlestream notebooks");
        screen.say("  stop        Ctrl-C");
        CqlSession session = cassandra.connect();
        TableSetup cql = new TableSetup(session);
        cql.tables("assets");
        cql.roles(password);
        return session;
    }

    private void leave(DemoExchange exchange, DemoPlace place) {
        if (options.keep) {
            exchange.keep(place.folder());
            DemoLake.of(options, place.folder()).leave().ifPresent(screen::say);
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
