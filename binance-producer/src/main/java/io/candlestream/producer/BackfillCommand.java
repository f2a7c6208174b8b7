package io.candlestream.producer;

import io.candlestream.history.Candle;
import io.candlestream.history.History;
import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestApi;
import io.candlestream.history.RestHistory;
import io.candlestream.history.RestKlines;
import io.candlestream.history.TimeArgument;
import io.candlestream.history.archive.ArchiveKlines;
import io.candlestream.ingest.EngineSettings;
import io.candlestream.ingest.StreamDefinition;
import io.candlestream.ingest.backfill.Backfill;
import io.candlestream.ingest.backfill.BackfillJob;
import io.candlestream.ingest.backfill.Bookmark;
import io.candlestream.ingest.backfill.ProgressLine;
import io.candlestream.ingest.channel.EventPublisher;
import io.candlestream.ingest.publish.RecordPublisher;
import io.candlestream.ingest.publish.Topic;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.KlineChannelFactory;
import io.candlestream.producer.venue.ExchangeInfo;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.program.StopLine;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.settings.SettingsException;
import io.candlestream.runtime.terminal.Terminal;
import io.candlestream.schema.Interval;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Reads the options of a backfill, checks them as the listening producer checks its settings, and runs it. */
@Command(
        name = "backfill",
        description = {
            "Load old candles through the topic, from the exchange or from its archive files.",
            "Killed, it goes on where it stopped when it is started with the same options."
        },
        mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(BackfillCommand.class);

    /** The system property by which the launcher says that a person looks at the output. */
    private static final String TERMINAL = "candlestream.terminal";

    private static final Duration CLOCK_GRACE = Duration.ofMinutes(1);

    private final Supplier<Settings> settings;

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

    @Option(names = "--rate", description = "candles a second, at most; CANDLESTREAM_PRODUCER_BACKFILL_RATE")
    private Optional<Integer> rate = Optional.empty();

    private BackfillCommand(Supplier<Settings> settings) {
        this.settings = settings;
    }

    /** The command line of the backfill; {@code settings} are asked for once it runs. */
    static CommandLine line(Supplier<Settings> settings) {
        return new CommandLine(new BackfillCommand(settings)).registerConverter(Instant.class, BackfillCommand::time);
    }

    private static Instant time(String text) {
        try {
            return TimeArgument.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    @Override
    public Integer call() {
        String start = Boolean.getBoolean(TERMINAL) ? "\n" : ""; // below the line that changes
        return StopLine.undone(() -> start + "Stopped: the same backfill goes on where it stopped")
                .during(this::load);
    }

    private int load() {
        Settings set = settings.get();
        ProducerSettings target = ProducerSettings.of(set);
        BackfillSettings own = BackfillSettings.of(set);
        BackfillJob job = job(target);
        RestApi rest = target.engine().connection().rest(new RequestWeightLimiter(own.weight()));
        StreamSettings klines = target.klines().with(job.symbols());
        StreamDefinition<Kline> stream =
                klines.definition(new KlineChannelFactory().create(klines.block(), target.context(klines, rest)));
        History source = data.map(folder -> files(target, folder, job)).orElseGet(() -> rest(target, rest, own, job));
        History history = correct ? source.reportedAt(System.currentTimeMillis()) : source;
        EngineSettings engine = target.engine();
        new Topic(engine.kafka(), stream.topic(), stream.partitions(), engine.topicReplication())
                .ensure(engine.retry());
        AtomicReference<FatalException> failure = new AtomicReference<>();
        RecordPublisher publisher = new RecordPublisher(engine.kafka(), failure::set);
        publisher.start();
        try {
            Backfill<Kline> backfill = new Backfill<>(
                    job,
                    klines(history, data.isPresent() ? Kline.Source.ARCHIVE : Kline.Source.REST),
                    new EventPublisher<>(
                            stream.channel().encoder(stream.schema()), stream.topic(), publisher, nanos -> {}),
                    publisher,
                    failure,
                    rate.orElse(own.rate()),
                    Boolean.getBoolean(TERMINAL) ? ProgressLine.onTerminal(Terminal.raw()) : ProgressLine.inLog());
            report(backfill, own, job);
            return Program.OK;
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new FatalException(e.getMessage() + " (the same backfill goes on where it stopped)", e);
        } finally {
            publisher.close(engine.stopTimeout());
        }
    }

    /** The candles of {@code history} as events of the channel. */
    private static Backfill.Source<Kline> klines(History history, Kline.Source source) {
        return (symbol, from, to) -> {
            Iterator<Candle> candles = history.candles(symbol, from, to);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return candles.hasNext();
                }

                @Override
                public Kline next() {
                    return Kline.ofHistory(candles.next(), source);
                }
            };
        };
    }

    private static void report(Backfill<Kline> backfill, BackfillSettings own, BackfillJob job) {
        log.info("loading {}", job);
        long started = System.nanoTime();
        long candles;
        try (Bookmark bookmark = Bookmark.open(own.folder(), job)) {
            candles = backfill.run(bookmark);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        log.info(
                "published {} candles of {} symbols to {} in {} s; the consumer stores them, or tells why not in a dead letter",
                candles,
                job.symbols().size(),
                job.topic(),
                took.toSeconds());
    }

    private BackfillJob job(ProducerSettings target) {
        Instant from = begin.time(Clock.systemUTC());
        List<String> wanted = symbols.isEmpty()
                ? target.klines().symbols()
                : symbols.stream()
                        .map(symbol -> symbol.strip().toUpperCase(Locale.ROOT))
                        .distinct()
                        .toList();
        if (to.isPresent() && !from.isBefore(to.get())) {
            throw new SettingsException("Cannot load from " + from + " to " + to.get() + ": the end has to come after");
        }
        if (rate.isPresent() && rate.get() < 1) {
            throw new SettingsException(
                    "Cannot load " + rate.get() + " candles a second: at least 1 is needed (--rate)");
        }
        if (correct && data.isEmpty()) {
            throw new SettingsException(
                    "Cannot correct without files: what REST says corrects earlier answers anyway (--data, or no --correct)");
        }
        String source = data.map(folder -> folder.toAbsolutePath().normalize() + (correct ? ", to correct" : ""))
                .orElseGet(() -> target.engine().connection().restUrl().toString());
        return new BackfillJob(
                wanted,
                interval(target).code(),
                from,
                to,
                source,
                target.klines().topic());
    }

    private static Interval interval(ProducerSettings target) {
        return KlineChannelFactory.interval(target.klines().block());
    }

    private static History files(ProducerSettings target, Path folder, BackfillJob job) {
        try {
            ArchiveKlines klines = ArchiveKlines.in(folder, interval(target));
            List<String> absent = job.symbols().stream()
                    .filter(symbol -> !klines.symbols().contains(symbol))
                    .toList();
            if (!absent.isEmpty()) {
                throw new SettingsException("Cannot load " + String.join(", ", absent) + ": no klines of it in "
                        + folder + " (it has " + String.join(", ", klines.symbols()) + ")");
            }
            klines.check(job.symbols());
            klines.notes().forEach(log::warn);
            return klines;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
    }

    /** What opens after this machine's now is not asked for, so nothing can be over that ends much later. */
    private static History rest(ProducerSettings target, RestApi rest, BackfillSettings own, BackfillJob job) {
        new ExchangeInfo(target.engine().connection(), rest).check(job.symbols());
        return new RestHistory(
                new RestKlines(rest, interval(target), () -> System.currentTimeMillis() + CLOCK_GRACE.toMillis()),
                own.confirm());
    }
}
