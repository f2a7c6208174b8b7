package io.candlestream.consumer.sink.topic;

import io.candlestream.consumer.sink.SourcePartition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;

/**
 * A transactional producer for the rows of one partition, with what is committed of it: each transaction holds rows, and as the
 * offset of a consumer group the position behind the records that they are made of. Only one session of a name lives: a new one
 * ends what an older one has begun, and the older one can commit no more. So {@link #position} is right as long as commits
 * succeed. Kept by the executor for the next batch; used by one thread at a time.
 */
final class TransactionalSession implements AutoCloseable {
    private static final Map<Name, TransactionalSession> OPEN = new ConcurrentHashMap<>();

    private final Name name;
    /** The query's: after another start of it this one has to ask again, since the topic that is read may have lost records. */
    private final UUID run;

    private final Producer<byte[], byte[]> producer;
    /** Of the topic that is read; a position holds for that topic alone, and not for one of the same name that was made later. */
    private final String topicId;

    private long position;

    /** What a session is for: no two live at once. */
    record Name(KeptPositions kept, SourcePartition source) {
        private String transactionalId() {
            return kept.group() + "-" + source;
        }
    }

    private TransactionalSession(
            Name name, UUID run, Producer<byte[], byte[]> producer, String topicId, long position) {
        this.name = name;
        this.run = run;
        this.producer = producer;
        this.topicId = topicId;
        this.position = position;
    }

    /** The session that this executor has in this run of the query, or a new one. */
    static TransactionalSession of(Name name, UUID run, SinkClients clients)
            throws ExecutionException, InterruptedException {
        TransactionalSession open = OPEN.get(name);
        if (open != null && open.run.equals(run)) {
            return open;
        } else if (open != null) {
            open.close();
        }
        TransactionalSession made = open(name, run, clients);
        OPEN.put(name, made);
        return made;
    }

    private static TransactionalSession open(Name name, UUID run, SinkClients clients)
            throws ExecutionException, InterruptedException {
        Producer<byte[], byte[]> producer = clients.transactional(name.transactionalId());
        boolean done = false;
        try (Admin admin = clients.admin()) {
            // Returns when what an older one has begun is committed or aborted: only then the position is certain.
            producer.initTransactions();
            String topicId = topicId(admin, name.source().topic());
            TransactionalSession session = new TransactionalSession(
                    name, run, producer, topicId, name.kept().of(name.source(), topicId, admin));
            done = true;
            return session;
        } finally {
            if (!done) {
                producer.close(Duration.ZERO);
            }
        }
    }

    private static String topicId(Admin admin, String topic) throws ExecutionException, InterruptedException {
        Uuid id = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .topicId();
        return id.equals(Uuid.ZERO_UUID) ? "" : id.toString();
    }

    /** The offset behind the last record whose rows are committed. */
    long position() {
        return position;
    }

    int partitions() {
        return producer.partitionsFor(name.kept().topic()).size();
    }

    /** Sends {@code records} in one transaction; after a failure the session is to be closed. */
    void commit(List<ProducerRecord<byte[], byte[]>> records, long next) {
        producer.beginTransaction();
        for (ProducerRecord<byte[], byte[]> record : records) {
            var unused = producer.send(record); // a failure comes out of the commit
        }
        producer.sendOffsetsToTransaction(
                Map.of(KeptPositions.partition(name.source()), new OffsetAndMetadata(next, Optional.empty(), topicId)),
                new ConsumerGroupMetadata(name.kept().group()));
        producer.commitTransaction();
        position = next;
    }

    @Override
    public void close() {
        OPEN.remove(name, this);
        producer.close(Duration.ZERO);
    }
}
