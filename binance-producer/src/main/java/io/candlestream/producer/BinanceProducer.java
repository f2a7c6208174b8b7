package io.candlestream.producer;

import io.candlestream.producer.exchange.ExchangeInfo;
import io.candlestream.producer.exchange.KlineFeed;
import io.candlestream.producer.exchange.ProducerMetrics;
import io.candlestream.producer.exchange.StreamPlan;
import io.candlestream.producer.frame.Kline;
import io.candlestream.settings.Program;
import io.candlestream.settings.Settings;
import io.candlestream.settings.StopException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program: builds every part, checks what the settings name, and runs until SIGTERM or the first cause to stop. */
public final class BinanceProducer {
    private static final Logger log = LoggerFactory.getLogger(BinanceProducer.class);

    private final ProducerSettings settings;
    private final ProducerMetrics.Counts metrics = new ProducerMetrics.Counts();
    /** Ends once: normally by SIGTERM, or with the first cause. */
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private final AssetNames names;
    private final ExchangeInfo exchangeInfo;
    private final Topic topic;
    private final KlinePublisher publisher;
    private final KlineFeed feed;

    private BinanceProducer(ProducerSettings settings) {
        this.settings = settings;
        this.names = new AssetNames(settings.assetNames(), settings.symbols());
        this.exchangeInfo = new ExchangeInfo(settings.exchange());
        this.topic = new Topic(settings.kafka(), settings.topicPartitions(), settings.topicReplication());
        this.publisher = new KlinePublisher(settings.kafka(), metrics, end::completeExceptionally);
        this.feed = new KlineFeed(
                settings.exchange(),
                StreamPlan.of(settings.symbols(), settings.interval()),
                this::publishing,
                metrics,
                end::completeExceptionally);
    }

    /** Runs the producer; settings come from the environment, as {@code reference.conf} tells. */
    public static void main(String[] args) {
        System.exit(Program.run(BinanceProducer.class, () -> {
            Settings settings = ProducerSettings.loader().load();
            log.info("starting with {}", settings.describe(ProducerSettings.ASSET_NAMES));
            return new BinanceProducer(ProducerSettings.of(settings)).run();
        }));
    }

    private int run() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::terminate, "terminate"));
        try {
            exchangeInfo.check(settings.symbols());
            topic.ensure(settings.patience());
            publisher.start();
            feed.start();
            end.join();
        } catch (CompletionException e) {
            throw stopped(e.getCause() instanceof RuntimeException cause ? cause : e);
        } catch (RuntimeException e) {
            throw stopped(e);
        }
        return Program.OK;
    }

    /** The way of a connection's klines: encoded, then published. Each connection has an encoder of its own. */
    private Consumer<Kline> publishing() {
        KlineEncoder encoder = new KlineEncoder(settings.schema(), settings.exchangeName(), names);
        return kline -> publisher.publish(
                names.of(kline.symbol()), encoder.encode(kline, System.currentTimeMillis()), kline.eventTime());
    }

    /** Ends the parts after a failure, whose cause is all that is reported. */
    private RuntimeException stopped(RuntimeException cause) {
        end.completeExceptionally(cause);
        feed.close();
        try {
            publisher.close(settings.stopTimeout());
        } catch (StopException e) {
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
            publisher.close(settings.stopTimeout());
            log.info("stopped: {}", metrics);
            return Program.OK;
        });
        Runtime.getRuntime().halt(code);
    }
}
