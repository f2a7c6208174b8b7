package io.candlestream.producer;

import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestApi;
import io.candlestream.history.RestKlines;
import io.candlestream.producer.backfill.BackfillCommand;
import io.candlestream.producer.exchange.ExchangeInfo;
import io.candlestream.producer.exchange.ExchangeTime;
import io.candlestream.producer.exchange.KlineFeed;
import io.candlestream.producer.exchange.KlineSink;
import io.candlestream.producer.exchange.ProducerMetrics;
import io.candlestream.producer.exchange.StreamPlan;
import io.candlestream.producer.exchange.TimelyKlines;
import io.candlestream.producer.gap.HealSettings;
import io.candlestream.producer.gap.Healing;
import io.candlestream.producer.gap.TopicOutlet;
import io.candlestream.producer.topic.AssetNames;
import io.candlestream.producer.topic.KlineEncoder;
import io.candlestream.producer.topic.KlinePublisher;
import io.candlestream.producer.topic.Topic;
import io.candlestream.producer.topic.TopicTail;
import io.candlestream.runtime.command.Arguments;
import io.candlestream.runtime.command.CommandStyle;
import io.candlestream.runtime.command.DemoOption;
import io.candlestream.runtime.program.Program;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.runtime.terminal.Terminal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The program: builds every part, checks what the settings name, and runs until SIGTERM or the first cause to stop. */
public final class BinanceProducer {
    private static final Logger log = LoggerFactory.getLogger(BinanceProducer.class);

    private static final Arguments ARGUMENTS = new Arguments(
            "producer", List.of("The producer alone: the exchange's klines to the topic, until Ctrl-C."), Set.of());

    private final ProducerSettings settings;
    private final ProducerMetrics.Counts metrics = new ProducerMetrics.Counts();
    /** Ends once: normally by SIGTERM, or with the first cause. */
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private final AssetNames names;
    private final ExchangeInfo exchangeInfo;
    private final ExchangeTime time;
    private final Topic topic;
    private final KlinePublisher publisher;
    private final Optional<Healing> healing;
    private final KlineFeed feed;
    private final ProducerWatch watch;

    private BinanceProducer(ProducerSettings settings) {
        this.settings = settings;
        this.names = new AssetNames(settings.assetNames(), settings.symbols());
        RestApi rest = settings.exchange().rest(new RequestWeightLimiter(settings.restWeight()));
        this.exchangeInfo = new ExchangeInfo(settings.exchange(), rest);
        this.time = new ExchangeTime(new RestKlines(rest, settings.interval(), () -> Long.MAX_VALUE)::serverTime);
        this.topic = new Topic(
                settings.kafka(), settings.kafka().topic(), settings.topicPartitions(), settings.topicReplication());
        this.publisher = new KlinePublisher(settings.kafka(), metrics, end::completeExceptionally);
        this.healing = settings.heal().map(heal -> healing(heal, rest));
        this.feed = new KlineFeed(
                settings.exchange(),
                StreamPlan.of(settings.symbols(), settings.interval()),
                this::publishing,
                metrics,
                end::completeExceptionally);
        this.watch = new ProducerWatch(metrics, feed, publisher, healing);
    }

    /** Runs the producer; settings come from the environment, as {@code reference.conf} tells. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String... args) {
        if (args.length > 0 && args[0].equals("backfill")) {
            Terminal.guard();
            return CommandStyle.runOne(BinanceProducer.class, backfill(), Arrays.copyOfRange(args, 1, args.length));
        }
        return ARGUMENTS
                .answer(args)
                .orElseGet(() -> Program.run(BinanceProducer.class, () -> new BinanceProducer(settings()).run()));
    }

    static CommandLine backfill() {
        return DemoOption.on(
                BackfillCommand.line(() -> ProducerSettings.loader().load(), settings -> ProducerSettings.of(settings)
                        .backfill()));
    }

    private static ProducerSettings settings() {
        Settings settings = ProducerSettings.loader().load();
        log.info("starting with {}", settings.describe(ProducerSettings.ASSET_NAMES));
        return ProducerSettings.of(settings);
    }

    private int run() {
        watch.listen(settings.metrics());
        Runtime.getRuntime().addShutdownHook(new Thread(this::terminate, "terminate"));
        try {
            exchangeInfo.check(settings.symbols());
            topic.ensure(settings.retry());
            publisher.start();
            healing.ifPresent(this::resume);
            feed.start();
            watch.started();
            healing.ifPresent(Healing::start);
            end.join();
        } catch (CompletionException e) {
            throw stopped(e.getCause() instanceof RuntimeException cause ? cause : e);
        } catch (RuntimeException e) {
            throw stopped(e);
        }
        return Program.OK;
    }

    private Healing healing(HealSettings heal, RestApi rest) {
        TopicOutlet outlet = new TopicOutlet(encoder(), names, settings.interval(), publisher);
        return new Healing(
                heal, settings.symbols(), settings.interval(), rest, time, outlet, metrics, end::completeExceptionally);
    }

    private void resume(Healing healer) {
        new Topic(settings.kafka(), settings.kafka().gapsTopic(), 1, settings.topicReplication())
                .ensure(settings.retry());
        healer.resume(new TopicTail(settings.kafka()), settings.kafka(), settings.schema(), settings.retry());
    }

    /**
     * The way of a connection's klines: held against the exchange's time, watched for gaps, encoded, and published. Each
     * connection has its own encoder.
     */
    private KlineSink publishing(StreamPlan plan) {
        KlineEncoder encoder = encoder();
        KlineSink published =
                kline -> publisher.publish(names.of(kline.symbol()), encoder.encode(kline, System.currentTimeMillis()));
        KlineSink watched =
                healing.map(watcher -> watcher.watching(plan, published)).orElse(published);
        return new TimelyKlines(time, watched, metrics);
    }

    private KlineEncoder encoder() {
        return new KlineEncoder(settings.schema(), settings.exchangeName(), names);
    }

    /** Ends the parts after a failure, whose cause is all that is reported. */
    private RuntimeException stopped(RuntimeException cause) {
        end.completeExceptionally(cause);
        feed.close();
        healing.ifPresent(Healing::close);
        try {
            publisher.close(settings.stopTimeout());
        } catch (FatalException e) {
            log.debug("not everything was delivered", e);
        }
        log.info("stopped: {}", metrics);
        return cause;
    }

    /** SIGTERM. The virtual machine would end with 143 by itself, so a clean stop has to halt it with 0. */
    private void terminate() {
        if (!end.complete(null)) {
            return;
        }
        int code = Program.run(BinanceProducer.class, () -> {
            feed.close();
            healing.ifPresent(Healing::close);
            publisher.close(settings.stopTimeout());
            log.info("stopped: {}", metrics);
            return Program.OK;
        });
        Runtime.getRuntime().halt(code);
    }
}
