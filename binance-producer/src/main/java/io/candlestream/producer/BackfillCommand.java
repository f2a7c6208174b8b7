package io.candlestream.producer;

import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestApi;
import io.candlestream.history.TimeArgument;
import io.candlestream.ingest.backfill.Backfill;
import io.candlestream.ingest.backfill.BackfillJob;
import io.candlestream.ingest.backfill.BackfillSettings;
import io.candlestream.ingest.backfill.ProgressLine;
import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.PastEvents;
import io.candlestream.ingest.channel.RepairSettings;
import io.candlestream.ingest.channel.StreamDefinition;
import io.candlestream.producer.venue.ExchangeInfo;
import io.candlestream.runtime.command.CommandStyle;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.program.StopLine;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.terminal.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads the options of a backfill, checks them as the listening producer checks its settings, and runs it. */
@Command(
        name = "backfill",
        description = {
            "Load old candles or trades through their topic, from the exchange or from its archive files.",
            "Killed, it goes on where it stopped when it is started with the same options."
        })
final class BackfillCommand implements Callable<Integer> {

    /** The system property by which the launcher says that a person looks at the output. */
    private static final String TERMINAL = "candlestream.terminal";

    private static final Pattern SINK = Pattern.compile("[A-Za-z0-9_-]+");

    private final Supplier<Settings> settings;

    @Option(
            names = {"--streams", "--stream"},
            split = ",",
            description = "which of the settings' streams to load (default: klines)")
    private List<String> streams = List.of();

    @Option(names = "--symbols", split = ",", description = "such as BTCUSDT,ETHUSDT; ASSET_SYMBOLS")
    private List<String> symbols = List.of();

    @ArgGroup(multiplicity = "1")
    private Begin begin = new Begin();

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "end, excluded, such as 2021-05-01T12:00:00Z (default: now)")
    private Optional<Instant> to = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "folder of archive files to load, in place of REST")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--correct",
            description = {
                "the files of --data are right, whatever was loaded before:",
                "their version is the moment of loading, not the time of each file"
            })
    private boolean correct;

    @Option(
            names = "--rate",
            description = "candles, or trades, a second, at most; CANDLESTREAM_PRODUCER_BACKFILL_RATE")
    private Optional<Integer> rate = Optional.empty();

    @Option(
            names = {"--sinks", "--sink"},
            paramLabel = "NAME",
            split = ",",
            description = "the consumer's sinks that are to store it, such as postgres (default: all)")
    private List<String> sinks = List.of();

    private BackfillCommand(Supplier<Settings> settings) {
        this.settings = settings;
    }

    /** The command line of the backfill; {@code settings} are asked for once it runs. */
    static CommandLine line(Supplier<Settings> settings) {
        return CommandStyle.withHelp(new CommandLine(new BackfillCommand(settings)))
                .registerConverter(Instant.class, CommandStyle.converter(TimeArgument::parse));
    }

    @Override
    public Integer call() {
        String start = Boolean.getBoolean(TERMINAL) ? "\n" : ""; // below the line that changes
        return StopLine.undone(() -> start + "Stopped: the same backfill goes on where it stopped")
                .during(this::load);
    }

    private int load() {
        Settings set = settings.get();
        ProducerSettings target = ProducerSettings.of(set, streams);
        BackfillSettings own = BackfillSettings.of(set);
        RestApi rest = target.engine().connection().rest(new RequestWeightLimiter(own.weight()));
        // Nothing is begun which cannot be finished.
        List<StreamSettings> wanted = streams(target, ProducerSettings.names(set));
        List<Runnable> loads = wanted.stream()
                .map(stream -> load(target, own, target.definition(stream, rest)))
                .toList();
        if (data.isEmpty()) {
            new ExchangeInfo(target.engine().connection(), rest)
                    .check(
                            wanted.stream()
                                    .flatMap(stream -> stream.symbols().stream())
                                    .distinct()
                                    .toList(),
                            symbols.isEmpty() ? "ASSET_SYMBOLS" : "--symbols");
        }
        loads.forEach(Runnable::run);
        return Program.OK;
    }

    private <E extends Event> Runnable load(ProducerSettings target, BackfillSettings own, StreamDefinition<E> stream) {
        BackfillJob job = job(target, stream);
        PastEvents<E> past = stream.channel()
                .past(new PastEvents.Request(
                        job.symbols(),
                        data,
                        correct ? Optional.of(Instant.now()) : Optional.empty(),
                        own.confirm(),
                        stream.repair().map(RepairSettings::afterClose).orElse(own.settling())))
                .orElseThrow(
                        () -> new SettingsException(
                                "Cannot load stream " + stream.name()
                                        + ": the exchange has no past of it (--streams); missing tickers are made of the stored trades: ./candlestream refill"));
        return () -> Backfill.load(
                target.engine(),
                rate.map(own::at).orElse(own),
                stream,
                past,
                job,
                Boolean.getBoolean(TERMINAL) ? ProgressLine.onTerminal(Terminal.raw()) : ProgressLine.inLog());
    }

    /** Those of {@code --streams}, of the symbols that are asked for. */
    private List<StreamSettings> streams(ProducerSettings target, List<String> known) {
        if (streams.isEmpty()) {
            return List.of(wanted(target.klines()));
        }
        return streams.stream()
                .map(name -> target.streams().stream()
                        .filter(stream -> stream.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new SettingsException("Cannot load stream " + name + ": there is "
                                + String.join(", ", known) + " (--streams)")))
                .map(this::wanted)
                .toList();
    }

    private StreamSettings wanted(StreamSettings stream) {
        return stream.with(symbols(stream.symbols()));
    }

    private List<String> symbols(List<String> otherwise) {
        return symbols.isEmpty()
                ? otherwise
                : symbols.stream()
                        .map(symbol -> symbol.strip().toUpperCase(Locale.ROOT))
                        .distinct()
                        .toList();
    }

    private BackfillJob job(ProducerSettings target, StreamDefinition<?> stream) {
        Instant from = begin.time(Clock.systemUTC());
        TimeArgument.requireOrder("load", Optional.of(from), to);
        if (from.isAfter(Instant.now())) {
            throw new SettingsException(
                    "Cannot load from " + TimeArgument.text(from) + ": that time is yet to come (--from)");
        }
        if (rate.isPresent() && rate.get() < 1) {
            throw new SettingsException("Cannot load " + rate.get() + " "
                    + stream.channel().events() + " a second: at least 1 is needed (--rate)");
        }
        if (correct && data.isEmpty()) {
            throw new SettingsException(
                    "Cannot correct without files: what REST says corrects earlier answers anyway (--data, or no --correct)");
        }
        if (!sinks.stream().allMatch(sink -> SINK.matcher(sink).matches())) {
            throw new SettingsException("Cannot load into sinks " + String.join(",", sinks)
                    + ": a sink is named as in the consumer's settings, such as postgres (--sinks)");
        }
        String source = data.map(folder -> folder.toAbsolutePath().normalize() + (correct ? ", to correct" : ""))
                .orElseGet(() -> target.engine().connection().restUrl().toString());
        return new BackfillJob(
                stream.symbols(),
                stream.channel().interval(),
                from,
                to,
                source,
                stream.topic(),
                sinks.stream().distinct().sorted().toList());
    }
}
