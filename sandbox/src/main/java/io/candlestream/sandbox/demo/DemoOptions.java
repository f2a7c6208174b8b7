package io.candlestream.sandbox.demo;

import io.candlestream.runtime.program.InputFolder;
import io.candlestream.sandbox.run.DurationConverter;
import io.candlestream.sandbox.server.Ports;
import io.candlestream.simulator.MarketOptions;
import io.candlestream.simulator.exchange.Exchange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What a person can ask of the demo. */
final class DemoOptions extends MarketOptions {
    static final String POSTGRES = "postgres";
    static final String LAKE = "lake";

    private static final String CASSANDRA = "cassandra";
    private static final String TOPIC = "topic";
    private static final int PAGE_PORT = 8090;
    private static final int HIGHEST_PORT = 65_535;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--symbols",
            split = ",",
            paramLabel = "SYMBOL",
            description = "which pairs, such as BTCUSDT,ETHUSDT (default: five large ones, or all that --data holds)")
    private List<String> symbols = List.of();

    @Option(names = "--list-symbols", description = "print the pairs that --symbols can choose from, and end")
    boolean listSymbols;

    @Option(
            names = "--for",
            converter = DurationConverter.class,
            paramLabel = "TIME",
            description = "stop after 60s, 5m or 2h (default: at Ctrl-C, or at the end of --data)")
    Optional<Duration> duration = Optional.empty();

    @Option(
            names = "--speed",
            converter = SpeedConverter.class,
            paramLabel = "N",
            description = "how many times as fast as the clock the market runs, or max (default: 60)")
    private OptionalDouble speed = OptionalDouble.of(60);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "play recorded trades (.jsonl.gz) or archive candles (.csv, .csv.gz, .zip) from this folder")
    private Path data; // a plain path, for which the completion offers files

    @Option(names = "--live", description = "listen to the real exchange instead of the simulated one")
    boolean live;

    @Option(
            names = "--page-port",
            paramLabel = "N",
            description = "where the live page is served (default: 8090, or a free one if that is taken)")
    private int pagePort;

    @Option(names = "--plain", description = "print lines, move no cursor (chosen by itself without a terminal)")
    private boolean plain;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "what --demo of the tools calls it, where several demos run (default: its process id)")
    Optional<String> name = Optional.empty();

    @Option(
            names = "--sinks",
            split = ",",
            paramLabel = "NAME",
            description = "where rows go: cassandra, and beside it postgres, topic or lake (default: cassandra)")
    List<String> sinks = List.of(CASSANDRA);

    @Option(names = "--keep", description = "keep the data for ./candlestream cql after the end")
    boolean keep;

    List<String> symbols() {
        return symbols.stream()
                .map(s -> s.strip().toUpperCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    /** Empty for as fast as possible. */
    OptionalDouble speed() {
        return live ? OptionalDouble.of(1) : speed;
    }

    /** The launcher knows whether standard output is a terminal; the JDK only whether it and standard input are. */
    boolean plain() {
        return plain || !Boolean.getBoolean("candlestream.terminal") || "dumb".equals(System.getenv("TERM"));
    }

    /** Where the live page is to be served. */
    int pagePort() {
        return pagePort == 0 ? Ports.freeOr(PAGE_PORT) : pagePort;
    }

    /** What contradicts itself, as text; empty when nothing does. */
    Optional<String> contradiction() {
        Optional<String> simulated = Stream.of("--data", "--speed", "--seed")
                .filter(spec.commandLine().getParseResult()::hasMatchedOption)
                .findFirst();
        if (live && simulated.isPresent()) {
            return Optional.of("--live and " + simulated.get() + " exclude each other");
        }
        if (pagePort < 0 || pagePort > HIGHEST_PORT) {
            return Optional.of("--page-port " + pagePort + ": 1 to " + HIGHEST_PORT + " are ports");
        }
        if (pagePort != 0 && !Ports.isFree(pagePort)) {
            return Optional.of("--page-port " + pagePort + ": it is taken, or not allowed to you"
                    + " (without the option a free one is found)");
        }
        String called = name.orElse("demo");
        if (!called.matches("[A-Za-z][A-Za-z0-9_-]{0,30}") || called.equals(DemoPlace.KEPT)) {
            return Optional.of("--name " + called + ": a letter comes first, then letters, digits, - and _ ("
                    + DemoPlace.KEPT + " is taken)");
        }
        if (symbols().contains("")) {
            return Optional.of("--symbols " + String.join(",", symbols) + ": a name is missing between two commas");
        }
        List<String> needed = Exchange.Options.defaults().streams();
        if (!streams.containsAll(needed)) {
            return Optional.of("--streams " + String.join(",", streams) + ": the demo shows and proves "
                    + String.join(",", needed) + ", which has to be among them");
        }
        if (!sinks.contains(CASSANDRA)
                || !List.of(CASSANDRA, POSTGRES, TOPIC, LAKE).containsAll(sinks)) {
            return Optional.of("--sinks " + String.join(",", sinks) + ": " + CASSANDRA
                    + ", which has to be among them, " + POSTGRES + ", " + TOPIC + " and " + LAKE + " are known");
        }
        return data().filter(folder -> !Files.isDirectory(folder) || !Files.isReadable(folder))
                .map(folder -> "--data " + folder + ": "
                        + (Files.isDirectory(folder) ? "access is denied" : InputFolder.missing(folder)));
    }

    private static final class SpeedConverter implements ITypeConverter<OptionalDouble> {
        @Override
        public OptionalDouble convert(String text) {
            if (text.equals("max")) {
                return OptionalDouble.empty();
            }
            if (!text.matches("\\d{1,6}(\\.\\d+)?") || Double.parseDouble(text) == 0) {
                throw new TypeConversionException("'" + text + "' is no speed; 1, 60 and max are");
            }
            return OptionalDouble.of(Double.parseDouble(text));
        }
    }
}
