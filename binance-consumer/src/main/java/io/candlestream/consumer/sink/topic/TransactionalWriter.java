package io.candlestream.consumer.sink.topic;

import io.candlestream.consumer.sink.SinkWriter;
import io.candlestream.consumer.stream.Row;
import io.candlestream.runtime.retry.UnavailableException;
import io.candlestream.runtime.settings.FatalException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a task makes of one partition's records in one transaction, at its end: until then it keeps the records, since a
 * transaction that fails is to be repeated as a whole.
 */
final class TransactionalWriter<R extends Row> implements SinkWriter<R> {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionalWriter.class);

    private final TransactionalSession.Name name;
    private final UUID run;
    private final SinkClients clients;
    private final RowRecords<R> format;
    private final WriteRetry retry;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final long position;
    private int partitions;

    TransactionalWriter(
            TransactionalSession.Name name, UUID run, SinkClients clients, RowRecords<R> format, WriteRetry retry)
            throws InterruptedException {
        this.name = name;
        this.run = run;
        this.clients = clients;
        this.format = format;
        this.retry = retry;
        this.position = retry.until(() -> withSession(session -> {
            partitions = session.partitions();
            return session.position();
        }));
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void write(Collection<List<R>> groups) {
        groups.forEach(group -> group.forEach(row -> records.add(format.of(row, partitions))));
    }

    @Override
    public void finish(long first, long next) throws InterruptedException {
        if (next <= position) {
            LOG.info("Topic {} has the rows of {} up to offset {} already", format.topic(), name.source(), next);
        } else if (!records.isEmpty()) {
            long begin = Math.max(first, position);
            retry.until(() -> withSession(session -> committed(session, begin, next)));
        }
    }

    /** An attempt whose answer was lost may have committed. */
    private boolean committed(TransactionalSession session, long begin, long next) {
        if (session.position() > begin && session.position() < next) {
            throw new FatalException(
                    "Cannot write to topic " + format.topic() + ": another consumer has written the rows of "
                            + name.source() + " up to offset " + session.position()
                            + " (only one may use a checkpoint, or a copy of it)");
        } else if (session.position() <= begin) {
            session.commit(records, next);
        }
        return true;
    }

    private interface Work<T> {
        T with(TransactionalSession session);
    }

    private <T> T withSession(Work<T> work) throws UnavailableException, InterruptedException {
        try {
            TransactionalSession session = TransactionalSession.of(name, run, clients);
            boolean done = false;
            try {
                T result = work.with(session);
                done = true;
                return result;
            } finally {
                if (!done) {
                    session.close();
                }
            }
        } catch (ExecutionException | KafkaException e) {
            throw retry.failure(e).raise();
        }
    }

    /** The session stays open for the next batch. */
    @Override
    public void close() {}
}
