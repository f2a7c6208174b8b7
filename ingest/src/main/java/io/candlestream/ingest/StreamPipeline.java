package io.candlestream.ingest;

import io.candlestream.ingest.channel.Event;
import io.candlestream.ingest.channel.EventPublisher;
import io.candlestream.ingest.channel.EventSink;
import io.candlestream.ingest.channel.StreamDefinition;
import io.candlestream.ingest.connection.ExchangeTime;
import io.candlestream.ingest.connection.FeedStream;
import io.candlestream.ingest.connection.TimelyEvents;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.ingest.publish.RecordPublisher;
import io.candlestream.ingest.publish.Topic;
import io.candlestream.ingest.publish.TopicTail;
import io.candlestream.ingest.repair.GapRepair;
import io.candlestream.runtime.retry.Retry;
import io.candlestream.runtime.settings.FatalException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The way of one stream's events: held against the exchange's time, watched for gaps, encoded, and published. Each
 * connection has its own encoder.
 */
public final class StreamPipeline<E extends Event> implements AutoCloseable {
    private final EngineSettings settings;
    private final StreamDefinition<E> stream;
    private final ExchangeTime time;
    private final RecordPublisher publisher;
    private final ProducerMetrics metrics;
    private final Optional<GapRepair<E>> repair;

    /** @param stop hears why the program cannot go on */
    public StreamPipeline(
            EngineSettings settings,
            StreamDefinition<E> stream,
            ExchangeTime time,
            RecordPublisher publisher,
            ProducerMetrics metrics,
            Consumer<FatalException> stop) {
        this.settings = settings;
        this.stream = stream;
        this.time = time;
        this.publisher = publisher;
        this.metrics = metrics;
        this.repair = stream.watched()
                .map(on -> new GapRepair<>(stream, time, publisher, metrics.stream(stream.name()), stop));
    }

    /** What the feed is to listen to. */
    public FeedStream<E> feed() {
        return new FeedStream<>(stream.channel(), stream.symbolSet(), this::sink);
    }

    private EventSink<E> sink(Set<String> symbols) {
        EventPublisher<E> end = new EventPublisher<>(
                stream.channel().encoder(stream.schema()),
                stream.topic(),
                publisher,
                metrics.stream(stream.name())::published);
        EventSink<E> published = end::publish;
        EventSink<E> watched =
                repair.map(watching -> watching.watching(symbols, published)).orElse(published);
        return new TimelyEvents<>(time, watched, metrics);
    }

    void ensureTopic(Retry retry) {
        topic(stream.topic(), stream.partitions()).ensure(retry);
    }

    /** Learns where the run before this one stopped. */
    void resume(Retry retry) {
        repair.ifPresent(resuming -> {
            topic(stream.gapTopic(), 1).ensure(retry);
            resuming.resume(new TopicTail(settings.kafka()), settings.kafka(), retry);
        });
    }

    private Topic topic(String name, int partitions) {
        return new Topic(settings.kafka(), name, partitions, settings.topicReplication());
    }

    void start() {
        repair.ifPresent(GapRepair::start);
    }

    Optional<String> trouble() {
        return repair.flatMap(GapRepair::trouble);
    }

    @Override
    public void close() {
        repair.ifPresent(GapRepair::close);
    }
}
