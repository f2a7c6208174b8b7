package io.candlestream.sandbox.chaos;

import io.candlestream.runtime.program.OutputFile;
import io.candlestream.sandbox.cluster.ClusterSize;
import io.candlestream.sandbox.run.DurationConverter;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.market.SeededMarket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a person can ask of a drill, which it runs. */
@Command(
        name = "drill",
        description = {
            "The whole pipeline on embedded servers, with faults: programs and servers killed or frozen, a broken"
                    + " exchange.",
            "Compares the table with the simulated exchange; exit code 0 only if nothing is lost, extra or mixed.",
            ""
        })
public final class DrillCommand implements Callable<Integer> {
    private static final String CASSANDRA = "cassandra";
    private static final String POSTGRES = "postgres";
    private static final String LAKE = "lake";
    /** The pair that all others are compared with. */
    private static final String REFERENCE = "BTCUSDT";
    /** As verify --what names them. */
    private static final List<String> DERIVED = List.of("features", "correlations", "metrics", "trade_metrics");

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "ID",
            description =
                    "which faults: C1 consumer killed, C2 executor, worker or master killed, S1 Cassandra killed, S2"
                            + " Cassandra frozen, B1 broker killed or frozen, G1 PostgreSQL killed, G2 PostgreSQL frozen,"
                            + " G3 PostgreSQL stopped, G4 PostgreSQL restarted amid a transaction, P1 producer killed, W1"
                            + " socket and REST, W2 frames, W3 connections refused with 429 or 418, M1 SIGTERM, and REST"
                            + " while there is something to heal: R1 body stalls, R2 body empty, {} or null, R3 body"
                            + " truncated, R4 page capped, R5 row repeated, R6 clock ahead, R7 body huge, R8 429 for ever,"
                            + " R9 HTML, R10 no candles, R11 503, R12 418 (default: all; C2 only on a cluster, G1 to G4"
                            + " only with PostgreSQL)")
    private List<String> faults = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "how often each fault is played (default: 3)")
    int rounds = 3;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description =
                    "chaos instead: for M minutes a random one of the faults every 30 s, with memory, threads, file"
                            + " descriptors and checkpoint files sampled each minute")
    private int minutes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "seed of the market and of every random moment (default: 1)")
    long seed = 1;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "how many times as fast as the clock the market runs (default: 60)")
    double speed = 60;

    @Option(
            names = "--symbols",
            paramLabel = "N",
            description = "how many symbols the market has, 1 to 10 (default: 3)")
    private int symbols = 3;

    @Option(
            names = "--streams",
            split = ",",
            paramLabel = "NAME",
            description =
                    "which streams run, by the names of their settings; klines, trades and agg_trades are proved, and"
                            + " the stored ticker, ticker_1h, ticker_4h and ticker_1d by the trades (default: klines)")
    List<String> streams = Exchange.Options.defaults().streams();

    @Option(
            names = "--sinks",
            split = ",",
            paramLabel = "NAME",
            description =
                    "where the rows go and are proved: cassandra, and beside it postgres or lake (default: cassandra)")
    List<String> sinks = List.of(CASSANDRA);

    @Option(
            names = "--derived",
            split = ",",
            paramLabel = "NAME",
            description =
                    "what is made of the streams and proved in the end: features, correlations, metrics, trade_metrics"
                            + " (default: none)")
    List<String> derived = List.of();

    @Option(
            names = "--outages",
            split = ",",
            converter = DurationConverter.class,
            paramLabel = "TIME",
            description = "how long a killed Cassandra or a stopped PostgreSQL stays away (default: 1s,10s)")
    private List<Duration> outages = List.of(Duration.ofSeconds(1), Duration.ofSeconds(10));

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "run the consumer on a Spark cluster of N workers with a core each (default: 2 for C2, else none)")
    private int workers;

    @Option(names = "--report", paramLabel = "FILE", description = "where to write the report, in Markdown")
    Optional<Path> report = Optional.empty();

    @Override
    public Integer call() {
        contradiction().ifPresent(reason -> {
            throw new IllegalStateException("Cannot start the drill: " + reason);
        });
        return new Drill(this, System.out).run();
    }

    /** The kinds of fault that were asked for. */
    List<Fault> faults() {
        return Fault.all(outages).stream()
                .filter(fault -> faults.isEmpty() ? canBePlayed(fault.id()) : wanted(fault.id()))
                .toList();
    }

    private boolean wanted(String id) {
        return faults.stream().anyMatch(wanted -> wanted.strip().equalsIgnoreCase(id));
    }

    private boolean canBePlayed(String id) {
        return (cluster().isPresent() || !id.equals(ClusterFaults.ID))
                && (postgres() || !PostgresFaults.IDS.contains(id));
    }

    Optional<ClusterSize> cluster() {
        int needed = wanted(ClusterFaults.ID) ? Math.max(workers, ClusterFaults.LEAST_WORKERS) : workers;
        return Optional.of(new ClusterSize(needed, 1, "1g")).filter(size -> size.workers() > 0);
    }

    /** Present for chaos. */
    Optional<Duration> chaos() {
        return minutes == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(minutes));
    }

    List<String> symbols() {
        return SeededMarket.MAJORS.subList(0, symbols);
    }

    /** The stores that are read by the tools. */
    List<String> stores() {
        return postgres() ? List.of(CASSANDRA, POSTGRES) : List.of(CASSANDRA);
    }

    boolean postgres() {
        return sinks.contains(POSTGRES);
    }

    boolean lake() {
        return sinks.contains(LAKE);
    }

    /** What cannot be, as text; empty when all can. */
    Optional<String> contradiction() {
        List<String> known =
                Fault.all(outages).stream().map(Fault::id).distinct().toList();
        Optional<String> unknown = faults.stream()
                .map(id -> id.strip().toUpperCase(Locale.ROOT))
                .filter(id -> !known.contains(id))
                .findFirst();
        if (unknown.isPresent()) {
            return Optional.of("--faults " + unknown.get() + ": no such fault; there are " + String.join(", ", known));
        }
        if (symbols < 1 || symbols > SeededMarket.MAJORS.size()) {
            return Optional.of("--symbols " + symbols + ": 1 to " + SeededMarket.MAJORS.size() + " are");
        }
        List<String> needed = Exchange.Options.defaults().streams();
        if (!streams.containsAll(needed)) {
            return Optional.of("--streams " + String.join(",", streams) + ": the drill proves "
                    + String.join(",", needed) + ", which has to be among them");
        }
        if (!sinks.contains(CASSANDRA) || !List.of(CASSANDRA, POSTGRES, LAKE).containsAll(sinks)) {
            return Optional.of("--sinks " + String.join(",", sinks) + ": there are " + CASSANDRA
                    + ", which has to be among them, " + POSTGRES + " and " + LAKE);
        }
        Optional<String> alone = PostgresFaults.IDS.stream()
                .filter(id -> wanted(id) && !postgres())
                .findFirst();
        if (alone.isPresent()) {
            return Optional.of("--faults " + alone.get() + ": needs --sinks cassandra,postgres");
        }
        if (streams.stream().anyMatch(stream -> stream.startsWith("ticker") || stream.equals("agg_trades"))
                && !streams.contains("trades")) {
            return Optional.of("--streams " + String.join(",", streams)
                    + ": tickers and agg_trades are proved by trades, which has to be among them");
        }
        if (!DERIVED.containsAll(derived)) {
            return Optional.of("--derived " + String.join(",", derived) + ": there are " + String.join(", ", DERIVED));
        }
        if (derived.contains("trade_metrics") && !streams.contains("trades")) {
            return Optional.of("--derived trade_metrics: needs --streams klines,trades");
        }
        if (derived.contains("correlations") && !symbols().contains(REFERENCE)) {
            return Optional.of("--derived correlations: they are with " + REFERENCE + ", which is among the first "
                    + (SeededMarket.MAJORS.indexOf(REFERENCE) + 1) + " symbols (--symbols)");
        }
        Optional<String> obstacle = OutputFile.obstacle("--report", report);
        if (obstacle.isPresent()) {
            return obstacle;
        }
        boolean numbers = rounds > 0 && minutes >= 0 && workers >= 0 && speed > 0 && speed <= 10_000;
        return numbers
                ? Optional.empty()
                : Optional.of("--rounds, --minutes, --workers and --speed have to be positive");
    }
}
