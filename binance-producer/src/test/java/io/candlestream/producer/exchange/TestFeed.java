package io.candlestream.producer.exchange;

import static org.awaitility.Awaitility.await;

import io.candlestream.producer.frame.Kline;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.schema.Interval;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;

/** A feed and the exchange that it listens to; remembers all that the feed did. */
final class TestFeed {
    final List<Kline> klines = new CopyOnWriteArrayList<>();
    final List<FatalException> stops = new CopyOnWriteArrayList<>();
    final ProducerMetrics.Counts metrics = new ProducerMetrics.Counts();
    final AtomicInteger interruptions = new AtomicInteger();
    private Duration answerTimeout = Duration.ofSeconds(20);
    private Duration maxAge = Duration.ofHours(1);
    private Optional<TestExchange> exchange = Optional.empty();
    private Optional<KlineFeed> feed = Optional.empty();

    /** How long a subscription may go unanswered. */
    TestFeed answeredWithin(Duration timeout) {
        answerTimeout = timeout;
        return this;
    }

    /** When a connection is renewed. */
    TestFeed renewedAfter(Duration age) {
        maxAge = age;
        return this;
    }

    /** Starts a polite exchange and listens to it. */
    TestExchange listen(Duration silence) {
        return listen(TestExchange.POLITE, silence, List.of("BTCUSDT"), klines::add);
    }

    TestExchange listen(TestExchange.Manners manners, Duration silence, List<String> symbols, KlineSink sink) {
        TestExchange started = new TestExchange(manners);
        exchange = Optional.of(started);
        start(started.listen(), silence, symbols, sink);
        return started;
    }

    /** Listens at {@code url}, whoever is there. */
    void start(URI url, Duration silence, List<String> symbols, KlineSink sink) {
        ExchangeSettings base = TestExchange.settings(url, url, Duration.ofSeconds(2));
        ExchangeSettings settings = new ExchangeSettings(
                base.streamUrl(),
                base.restUrl(),
                base.tls(),
                base.startUpDeadline(),
                base.connectTimeout(),
                base.connectGap(),
                base.backoffBase(),
                base.backoffCap(),
                silence.dividedBy(2),
                silence.dividedBy(2),
                answerTimeout,
                maxAge,
                base.maxFrame(),
                base.restTimeout());
        KlineFeed started = new KlineFeed(
                settings, StreamPlan.of(symbols, Interval.MINUTE_1), plan -> counting(sink), metrics, stops::add);
        feed = Optional.of(started);
        started.start();
    }

    private KlineSink counting(KlineSink sink) {
        return new KlineSink() {
            @Override
            public void take(Kline kline) {
                sink.take(kline);
            }

            @Override
            public void interrupted() {
                interruptions.incrementAndGet();
            }
        };
    }

    /** The n-th connection, counted from 1, once its subscription has come. */
    static WebSocket connection(TestExchange exchange, int number) {
        await().until(() -> exchange.opened.size() >= number && exchange.requests.size() >= number);
        return exchange.opened.get(number - 1);
    }

    /** How many connections deliver. */
    long delivering() {
        return feed.map(KlineFeed::delivering).orElse(0L);
    }

    /** Ends the feed alone. */
    void closeFeed() {
        feed.ifPresent(KlineFeed::close);
    }

    void close() throws InterruptedException {
        closeFeed();
        if (exchange.isPresent()) {
            exchange.get().stop(100);
        }
    }
}
