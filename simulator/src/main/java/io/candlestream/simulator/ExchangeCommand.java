package io.candlestream.simulator;

import com.datastax.oss.driver.api.core.DriverException;
import io.candlestream.history.TimeArgument;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.program.StopLine;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.simulator.exchange.ControlServer;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.Market;
import io.candlestream.simulator.market.SeededMarket;
import io.candlestream.simulator.stored.ArchiveStore;
import io.candlestream.simulator.stored.LakeStore;
import io.candlestream.simulator.stored.StoredHistory;
import io.candlestream.simulator.stored.StoredMarket;
import io.candlestream.simulator.stored.TableStore;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays a made-up market, or stored history, with or without listeners, until the process is ended. */
@Command(
        name = "exchange",
        description =
                "The simulated exchange alone, until Ctrl-C: a made-up market at the clock's pace, or (--from)"
                        + " stored history by the real exchange's protocol. REST answers as of the replayed moment. A candle is sent"
                        + " once it is closed, before that only where trades are stored. Longer intervals are made of the stored one.")
public final class ExchangeCommand extends MarketOptions implements Callable<Integer> {
    private static final String PORTS =
            " (--stream-port, --rest-port and --control-port choose others, 0 any free one)";

    private final Supplier<Settings> settings;
    private final Supplier<Map<String, String>> lake;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--symbols",
            split = ",",
            paramLabel = "SYMBOL",
            description = "which pairs (default: ten large ones; all that are stored)")
    private List<String> symbols = List.of();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "where to listen; 0.0.0.0 is everywhere (default: this machine's loopback)")
    private InetAddress host = InetAddress.getLoopbackAddress();

    @Option(names = "--stream-port", paramLabel = "PORT", description = "port of the socket (default: 9443)")
    private int streamPort = 9443;

    @Option(names = "--rest-port", paramLabel = "PORT", description = "port of REST (default: 8443)")
    private int restPort = 8443;

    @Option(
            names = "--from",
            paramLabel = "STORE",
            converter = Store.Converter.class,
            completionCandidates = Store.Names.class,
            description = "stored history: archive (files in --data), table (of Cassandra) or lake")
    private Optional<Store> from = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "folder of the exchange's archive files: klines, trades, aggTrades")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--at", paramLabel = "TIME", description = "where it begins, such as 2024-03-01")
    private Optional<String> at = Optional.empty();

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            description = "how many times as fast as the clock, or as fast as the slowest client reads"
                    + " while any listens (default: 1)")
    private String speed = "1";

    @Option(names = "--paused", description = "stands still at first (POST resume or step)")
    private boolean paused;

    @Option(
            names = "--control-port",
            paramLabel = "PORT",
            description = "port of the control address, on the loopback: pause, resume, step, seek, speed, fault"
                    + " (default: 9444)")
    private int controlPort = 9444;

    /**
     * @param settings of where Cassandra is; asked for only when a table is played
     * @param lake the variables that say where the lake is, beside the environment; asked for only when one is played
     */
    public ExchangeCommand(Supplier<Settings> settings, Supplier<Map<String, String>> lake) {
        this.settings = settings;
        this.lake = lake;
    }

    @Override
    public Integer call() {
        Pace pace = pace();
        if (from.isEmpty()) {
            refuseWithoutStore();
            List<String> pairs = symbols.isEmpty() ? SeededMarket.MAJORS : symbols;
            return play(new SeededMarket(seed, pairs, interval, Instant.now().toEpochMilli()), streams, pace);
        }
        if (isGiven("--seed")) {
            throw misused("--seed is for a made-up market, --from plays a stored one");
        }
        try (StoredHistory history = history().of(symbols)) {
            StoredMarket market = new StoredMarket(history, start());
            history.notes().forEach(System.out::println);
            return play(market, streams(history), pace);
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return Program.MISUSED;
        } catch (FatalException | IllegalArgumentException | DriverException e) {
            System.err.println(e.getMessage());
            return Program.CANNOT;
        }
    }

    private Pace pace() {
        try {
            return Pace.of(speed);
        } catch (IllegalArgumentException e) {
            throw misused(e.getMessage());
        }
    }

    private void refuseWithoutStore() {
        for (String option : List.of("--data", "--at", "--speed", "--paused", "--control-port")) {
            if (isGiven(option)) {
                throw misused(option + " is for stored history: --from archive, table or lake is needed");
            }
        }
    }

    private boolean isGiven(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private ParameterException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private long start() {
        try {
            return TimeArgument.parse(at.orElseThrow(() -> misused("--from needs --at TIME, such as --at 2024-03-01")))
                    .toEpochMilli();
        } catch (IllegalArgumentException e) {
            throw misused("--at: " + e.getMessage());
        }
    }

    private StoredHistory history() {
        start();
        return switch (from.get()) {
            case TABLE -> TableStore.open(settings.get(), interval);
            case LAKE -> LakeStore.open(lake.get(), interval);
            case ARCHIVE ->
                ArchiveStore.open(
                        data.orElseThrow(() -> misused("--from archive needs --data DIR, a folder of archive files")),
                        interval);
        };
    }

    /** Those that are asked for, else those that are stored. */
    private List<String> streams(StoredHistory history) {
        if (isGiven("--streams")) {
            return streams;
        }
        List<String> stored = new ArrayList<>(List.of("klines"));
        history.trades().ifPresent(trades -> stored.add("trades"));
        history.aggTrades().ifPresent(trades -> stored.add("agg_trades"));
        return stored;
    }

    private int play(Market market, List<String> played, Pace pace) {
        Exchange.Options options =
                Exchange.Options.defaults().streams(played).at(host).onPorts(streamPort, restPort);
        try (Exchange exchange = new Exchange(market, pace, options)) {
            exchange.start();
            if (from.isEmpty()) {
                return open(exchange, "");
            }
            exchange.playOnlyHeard();
            if (paused) {
                exchange.pause();
            }
            try (ControlServer control = new ControlServer(exchange, controlPort)) {
                return open(exchange, "  control " + control.url() + "\n" + described(exchange, market, played));
            }
        } catch (IllegalStateException | UncheckedIOException e) {
            System.err.println(e.getMessage() + PORTS);
            return Program.CANNOT;
        } catch (CompletionException e) {
            System.err.println(e.getCause().getMessage());
            return Program.CANNOT;
        }
    }

    private static int open(Exchange exchange, String more) {
        exchange.open();
        return StopLine.usual(System.out, () -> "Exchange stopped.").during(() -> {
            System.out.println("Exchange: " + exchange.streamUrl() + "  " + exchange.restUrl() + more);
            exchange.finished().join();
            return Program.OK;
        });
    }

    private String described(Exchange exchange, Market market, List<String> played) {
        int pairs = market.symbols().size();
        return "Replay of " + String.join(", ", played) + ", " + pairs + (pairs == 1 ? " pair" : " pairs") + ", from "
                + TimeArgument.text(Instant.ofEpochMilli(market.begin().orElseThrow())) + " at "
                + (speed.equals("max") ? "full speed while somebody listens" : speed + " x")
                + (paused ? ", paused" : "")
                + exchange.next()
                        .map(first -> "; first event " + TimeArgument.text(first))
                        .orElse("");
    }
}
