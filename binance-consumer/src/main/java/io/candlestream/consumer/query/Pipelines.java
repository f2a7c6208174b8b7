package io.candlestream.consumer.query;

import io.candlestream.consumer.batch.DeadLetterTopic;
import io.candlestream.consumer.batch.ExecutorFactory;
import io.candlestream.consumer.batch.SentByAnother;
import io.candlestream.consumer.batch.StreamPipeline;
import io.candlestream.consumer.batch.TopicPipeline;
import io.candlestream.consumer.batch.WindowPipeline;
import io.candlestream.consumer.derived.DerivedPipeline;
import io.candlestream.consumer.registry.RegistryDecoder;
import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.settings.QuerySettings;
import io.candlestream.consumer.settings.StreamSettings;
import io.candlestream.consumer.sink.BoundSink;
import io.candlestream.consumer.stream.DerivedStream;
import io.candlestream.consumer.stream.Row;
import io.candlestream.consumer.stream.RowDecoder;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.consumer.stream.WindowStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.util.LongAccumulator;

/**
 * Joins streams to their sinks: the one place that says which records go where.
 *
 * @param revising the names of the sinks that keep the revisions of a stream
 * @param retries makes what counts the retried writes to the sink of a name
 */
record Pipelines(
        ConsumerSettings settings,
        Function<StreamSettings, Set<String>> revising,
        Function<String, LongAccumulator> retries) {
    List<TopicPipeline> of(QuerySettings query) {
        Map<String, BoundSink> sinks = new HashMap<>();
        query.sinks()
                .forEach(name -> sinks.put(name, new BoundSink(settings.sinks().get(name), retries.apply(name))));
        return query.streams().stream()
                .map(stream ->
                        pipeline(stream, stream.sinks().stream().map(sinks::get).toList(), sinks))
                .toList();
    }

    private TopicPipeline pipeline(StreamSettings stream, List<BoundSink> into, Map<String, BoundSink> sinks) {
        return stream.windows()
                .<TopicPipeline>map(made -> windows(stream, made, into))
                .orElseGet(() -> pipeline(stream, stream.type(), into, derived(stream, sinks)));
    }

    private <U extends Row, R extends Row> WindowPipeline<U, R> windows(
            StreamSettings stream, WindowStream<U, R> type, List<BoundSink> sinks) {
        return new WindowPipeline<>(stream.name(), stream.topic(), type, decoders(type.updates()), sinks);
    }

    /** What is made of the stream's rows in those of its sinks that this query writes. */
    private List<DerivedPipeline<?>> derived(StreamSettings stream, Map<String, BoundSink> sinks) {
        return settings.madeOf(stream).stream()
                .filter(made -> !made.sinksOf(stream).isEmpty())
                .<DerivedPipeline<?>>map(made -> derived(
                        made.name(),
                        made.type(),
                        made.sinksOf(stream).stream().map(sinks::get).toList(),
                        sinks.computeIfAbsent(
                                made.storeOf(stream),
                                name -> new BoundSink(settings.sinks().get(name), retries.apply(name)))))
                .toList();
    }

    private static <R extends Row> DerivedPipeline<R> derived(
            String name, DerivedStream<R> type, List<BoundSink> sinks, BoundSink store) {
        return new DerivedPipeline<>(name, type, sinks, store);
    }

    private <R extends Row> StreamPipeline<R> pipeline(
            StreamSettings stream, StreamType<R> type, List<BoundSink> sinks, List<DerivedPipeline<?>> derived) {
        return new StreamPipeline<>(
                stream.name(),
                stream.topic(),
                type,
                decoders(type),
                sinks,
                sinksOf(stream.topic()),
                derived,
                revising.apply(stream),
                stream.readBy().isPresent()
                        ? new SentByAnother()
                        : new DeadLetterTopic(settings.kafka().brokers(), stream.deadLetterTopic()));
    }

    private Set<String> sinksOf(String topic) {
        return settings.streams().stream()
                .filter(stream -> stream.topic().equals(topic))
                .flatMap(stream -> stream.sinks().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Takes the schema of each framed record from the registry, where there is one. */
    private <R extends Row> ExecutorFactory<RowDecoder<R>> decoders(StreamType<R> type) {
        return settings.registry()
                .<ExecutorFactory<RowDecoder<R>>>map(registry -> () -> new RegistryDecoder<>(type, registry))
                .orElse(type::decoder);
    }
}
