package io.candlestream.producer;

import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestApi;
import io.candlestream.history.RestKlines;
import io.candlestream.ingest.IngestEngine;
import io.candlestream.ingest.channel.StreamDefinition;
import io.candlestream.ingest.connection.ExchangeTime;
import io.candlestream.producer.venue.BinanceProtocol;
import io.candlestream.producer.venue.ExchangeInfo;
import io.candlestream.runtime.command.Arguments;
import io.candlestream.runtime.command.CommandStyle;
import io.candlestream.runtime.command.DemoOption;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.terminal.Terminal;
import io.candlestream.schema.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The program: the engine with Binance's protocol and channels, by the settings. */
public final class BinanceProducer {
    private static final Logger log = LoggerFactory.getLogger(BinanceProducer.class);

    private static final Arguments ARGUMENTS = new Arguments(
            "producer", List.of("The producer alone: the exchange's klines to the topic, until Ctrl-C."), Set.of());

    private BinanceProducer() {}

    /** Runs the producer; settings come from the environment, as {@code reference.conf} tells. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String... args) {
        if (args.length > 0 && args[0].equals("backfill")) {
            Terminal.guard();
            return CommandStyle.runOne(
                    BinanceProducer.class, BinanceProducer::backfill, Arrays.copyOfRange(args, 1, args.length));
        }
        return ARGUMENTS.answer(args).orElseGet(() -> Program.run(BinanceProducer.class, () -> listen(settings())));
    }

    static CommandLine backfill() {
        return DemoOption.on(
                BackfillCommand.line(() -> ProducerSettings.loader().load()));
    }

    private static ProducerSettings settings() {
        Settings settings = ProducerSettings.loader().load();
        log.info("starting with {}", settings.describe(ProducerSettings.ASSET_NAMES));
        return ProducerSettings.of(settings);
    }

    private static int listen(ProducerSettings settings) {
        RestApi rest = settings.engine().connection().rest(new RequestWeightLimiter(settings.restWeight()));
        ExchangeInfo exchangeInfo = new ExchangeInfo(settings.engine().connection(), rest);
        ExchangeTime time = new ExchangeTime(new RestKlines(rest, Interval.MINUTE_1, () -> Long.MAX_VALUE)::serverTime);
        IngestEngine engine = new IngestEngine(
                BinanceProducer.class,
                settings.engine(),
                new BinanceProtocol(settings.engine().connection().maxFrame()),
                rest.budget(),
                time,
                settings.streams().stream()
                        .<StreamDefinition<?>>map(stream -> settings.definition(stream, rest))
                        .toList());
        engine.run(() -> {
            settings.registerSchemas();
            exchangeInfo.check(settings.symbols());
        });
        return Program.OK;
    }
}
