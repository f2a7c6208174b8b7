package io.candlestream.bench.frames;

import io.candlestream.bench.load.BenchStream;
import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestApi;
import io.candlestream.history.RestKlines;
import io.candlestream.ingest.StreamPipeline;
import io.candlestream.ingest.connection.ExchangeTime;
import io.candlestream.ingest.connection.FrameHandler;
import io.candlestream.ingest.connection.SubscriptionPlan;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.ingest.publish.RecordPublisher;
import io.candlestream.producer.ProducerSettings;
import io.candlestream.producer.StreamSettings;
import io.candlestream.producer.venue.BinanceProtocol;
import java.util.List;

/** What the producer does between the socket and the broker, put together as the producer does it, by its settings. */
final class ProducerPath implements AutoCloseable {
    private final ProducerSettings settings =
            ProducerSettings.of(ProducerSettings.loader().load());
    private final ProducerMetrics metrics;
    private final BinanceProtocol protocol =
            new BinanceProtocol(settings.engine().connection().maxFrame());
    private final RestApi rest = settings.engine().connection().rest(new RequestWeightLimiter(settings.restWeight()));
    private final StreamSettings stream;
    private final RecordPublisher publisher;

    ProducerPath(BenchStream wanted, List<String> symbols) {
        this.stream = settings.stream(wanted.name()).with(symbols);
        this.metrics = new ProducerMetrics(List.of(stream.name()));
        // What goes wrong is heard of by finish().
        this.publisher = new RecordPublisher(settings.engine().kafka(), failure -> {});
    }

    void start() {
        publisher.start();
    }

    /** What takes the messages of a connection that begins now; its repair is not started, since there is nobody to ask. */
    FrameHandler connection() {
        ExchangeTime time = new ExchangeTime(new RestKlines(rest, Frames.INTERVAL, () -> Long.MAX_VALUE)::serverTime);
        StreamPipeline<?> pipeline = new StreamPipeline<>(
                settings.engine(), settings.definition(stream, rest), time, publisher, metrics, failure -> {});
        return new FrameHandler(
                SubscriptionPlan.of(List.of(pipeline.feed()), protocol).get(0), protocol, metrics);
    }

    /** Returns when the broker has acknowledged everything. */
    void finish() {
        publisher.flush();
    }

    @Override
    public void close() {
        publisher.close(settings.engine().stopTimeout());
    }
}
