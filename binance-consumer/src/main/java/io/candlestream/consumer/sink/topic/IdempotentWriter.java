package io.candlestream.consumer.sink.topic;

import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Row;
import io.candlestream.runtime.retry.UnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Sends rows as they come; what the brokers have not acknowledged is sent again. */
record IdempotentWriter<R extends Row>(String sink, SinkClients clients, RowRecords<R> format, WriteRetry retry)
        implements SinkWriter<R> {
    /** One for all tasks of this executor and sink. */
    private static final Map<String, Producer<byte[], byte[]>> PRODUCERS = new ConcurrentHashMap<>();

    @Override
    public void write(Collection<List<R>> groups) throws InterruptedException {
        List<R> rows = groups.stream().flatMap(List::stream).toList();
        if (rows.isEmpty()) {
            return;
        }
        List<ProducerRecord<byte[], byte[]>> left = new ArrayList<>();
        int partitions = retry.until(() ->
                withProducer(producer -> producer.partitionsFor(format.topic()).size()));
        rows.forEach(row -> left.add(format.of(row, partitions)));
        retry.until(() -> withProducer(producer -> sent(producer, left)));
    }

    /** Sends all of {@code left} and leaves there what was not acknowledged. */
    private static boolean sent(Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> left) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        ConcurrentLinkedQueue<ProducerRecord<byte[], byte[]>> failed = new ConcurrentLinkedQueue<>();
        for (ProducerRecord<byte[], byte[]> record : left) {
            var unused = producer.send(record, (metadata, e) -> {
                if (e != null) {
                    failed.add(record);
                    failure.compareAndSet(null, e);
                }
            });
        }
        producer.flush();
        left.clear();
        left.addAll(failed);
        Optional.ofNullable(failure.get()).ifPresent(e -> {
            throw e instanceof KafkaException known ? known : new KafkaException(e);
        });
        return true;
    }

    private interface Work<T> {
        T with(Producer<byte[], byte[]> producer);
    }

    private <T> T withProducer(Work<T> work) throws UnavailableException, InterruptedException {
        try {
            return work.with(PRODUCERS.computeIfAbsent(sink, name -> clients.idempotent()));
        } catch (KafkaException e) {
            throw retry.failure(e).raise();
        }
    }

    /** The producer stays open for the next task. */
    @Override
    public void close() {}
}
