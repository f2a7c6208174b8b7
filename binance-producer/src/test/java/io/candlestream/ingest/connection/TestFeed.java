package io.candlestream.ingest.connection;

import static org.awaitility.Awaitility.await;

import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.ingest.channel.EventSink;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.producer.kline.Kline;
import io.candlestream.producer.kline.TestKlines;
import io.candlestream.producer.venue.BinanceProtocol;
import io.candlestream.runtime.settings.FatalException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;

/** A feed and the exchange that it listens to; remembers all that the feed did. */
final class TestFeed {
    final List<Kline> klines = new CopyOnWriteArrayList<>();
    final List<FatalException> stops = new CopyOnWriteArrayList<>();
    final ProducerMetrics metrics = new ProducerMetrics(List.of());
    final AtomicInteger interruptions = new AtomicInteger();
    final RequestWeightLimiter budget = new RequestWeightLimiter(6000);
    private Duration answerTimeout = Duration.ofSeconds(20);
    private Duration maxAge = Duration.ofHours(1);
    private Duration startUpDeadline = Duration.ofSeconds(2);
    private Optional<Duration> connectGap = Optional.empty();
    private Optional<TestExchange> exchange = Optional.empty();
    private Optional<StreamFeed> feed = Optional.empty();

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

    /** How long a connection may take to stand for the first time, and how far apart attempts are. */
    TestFeed startedWithin(Duration deadline, Duration gap) {
        startUpDeadline = deadline;
        connectGap = Optional.of(gap);
        return this;
    }

    /** Starts a polite exchange and listens to it. */
    TestExchange listen(Duration silence) {
        return listen(TestExchange.POLITE, silence, List.of("BTCUSDT"), klines::add);
    }

    TestExchange listen(TestExchange.Manners manners, Duration silence, List<String> symbols, EventSink<Kline> sink) {
        TestExchange started = new TestExchange(manners);
        exchange = Optional.of(started);
        start(started.listen(), silence, symbols, sink);
        return started;
    }

    /** Listens at {@code url}, whoever is there. */
    void start(URI url, Duration silence, List<String> symbols, EventSink<Kline> sink) {
        ConnectionSettings base = TestExchange.settings(url, url, startUpDeadline);
        ConnectionSettings settings = new ConnectionSettings(
                base.streamUrl(),
                base.restUrl(),
                base.tls(),
                base.startUpDeadline(),
                base.connectTimeout(),
                connectGap.orElse(base.connectGap()),
                base.backoffBase(),
                base.backoffCap(),
                silence.dividedBy(2),
                silence.dividedBy(2),
                answerTimeout,
                maxAge,
                base.maxFrame(),
                base.restTimeout());
        FeedStream<Kline> stream =
                new FeedStream<>(TestKlines.minutes(symbols), Set.copyOf(symbols), some -> counting(sink));
        StreamFeed started = new StreamFeed(
                settings, new BinanceProtocol(settings.maxFrame()), budget, List.of(stream), metrics, stops::add);
        feed = Optional.of(started);
        started.start();
    }

    private EventSink<Kline> counting(EventSink<Kline> sink) {
        return new EventSink<>() {
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

    /** Holds a thread up, as a broker does. */
    static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many connections deliver. */
    long delivering() {
        return feed.map(StreamFeed::delivering).orElse(0L);
    }

    /** That not all connections deliver. */
    String trouble() {
        return feed.flatMap(StreamFeed::trouble).orElse("");
    }

    /** Ends the feed alone. */
    void closeFeed() {
        feed.ifPresent(StreamFeed::close);
    }

    void close() throws InterruptedException {
        closeFeed();
        if (exchange.isPresent()) {
            exchange.get().stop(100);
        }
    }
}
