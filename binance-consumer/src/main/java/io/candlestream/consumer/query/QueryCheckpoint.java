package io.candlestream.consumer.query;

import io.candlestream.consumer.checkpoint.Checkpoint;
import io.candlestream.consumer.checkpoint.CheckpointLock;
import io.candlestream.consumer.checkpoint.CheckpointMetadata;
import io.candlestream.consumer.checkpoint.CheckpointScope;
import io.candlestream.consumer.checkpoint.FedStream;
import io.candlestream.consumer.checkpoint.LocalFileManager;
import io.candlestream.consumer.checkpoint.TopicState;
import io.candlestream.consumer.settings.ConsumerSettings;
import io.candlestream.consumer.settings.QuerySettings;
import io.candlestream.consumer.settings.StreamSettings;
import io.candlestream.consumer.sink.SourceTopic;
import io.candlestream.consumer.spark.Masters;
import io.candlestream.consumer.stream.StreamType;
import io.candlestream.consumer.window.RecordsToCome;
import io.candlestream.runtime.errors.RootCause;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.SparkConcurrentModificationException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkThrowable;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoint of a query. A folder of this machine is locked; on another file system a second consumer stops when it writes a
 * batch that the first has written, by Spark's own doing.
 */
record QueryCheckpoint(String name, CheckpointMetadata me, Checkpoint checkpoint, Optional<CheckpointLock> lock)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueryCheckpoint.class);

    private static final String FILE_MANAGER = "spark.sql.streaming.checkpointFileManagerClass";

    private static final String TO_COME = "candlestream.to-come";

    /** Spark's name for two queries that write the same entry of the offset log. */
    private static final String LOGGED_TWICE = "CONCURRENT_STREAM_LOG_UPDATE";

    /**
     * Locks it, and lets Spark write it as this machine does best.
     *
     * @throws SettingsException when a driver on another machine would not find it
     * @throws FatalException when another consumer holds it or it cannot be written to
     */
    static QueryCheckpoint lock(QuerySettings query, ConsumerSettings settings, SparkConf conf) {
        String name = query.checkpoint();
        Checkpoint checkpoint = Checkpoint.in(
                name,
                SparkHadoopUtil.get().newConfiguration(conf),
                settings.resilience().lossPolicy());
        Optional<Path> folder = checkpoint.onThisMachine();
        if (folder.isEmpty()) {
            LOG.info("Checkpoint {} is not on this machine, so it is not locked", name);
        } else if (Masters.remote(conf) && settings.resilience().checkpointScope() == CheckpointScope.THIS_MACHINE) {
            throw new SettingsException("Cannot use checkpoint " + name + " with Spark master "
                    + Masters.of(conf)
                    + ": it lies on this machine, and a driver that starts on another one would not find it,"
                    + " and would begin again (set CANDLESTREAM_CONSUMER_CHECKPOINT to a file system of the cluster,"
                    + " such as hdfs:// or s3a://, or CANDLESTREAM_CONSUMER_CHECKPOINT_SHARED=true if every"
                    + " driver sees this folder)");
        }
        folder.ifPresent(local -> conf.setIfMissing(FILE_MANAGER, LocalFileManager.class.getName()));
        return new QueryCheckpoint(name, metadata(query, settings), checkpoint, folder.map(CheckpointLock::take));
    }

    /**
     * Returns when reading can go on without a silent gap; otherwise it throws a FatalException.
     *
     * @param recover gets the topics of which records are lost when that is accepted
     */
    void check(List<TopicState> topics, Consumer<Set<String>> recover) {
        checkpoint.check(me, topics, recover);
    }

    /** That of the query, once there has been one. */
    Optional<UUID> id() {
        return checkpoint.query();
    }

    /** The topics of which records are in a batch that is not committed. */
    Set<String> begun() {
        return checkpoint.begun();
    }

    /** Kept here from one start to the next. */
    RecordsToCome toCome() {
        return new RecordsToCome(checkpoint.kept(TO_COME), text -> checkpoint.keep(TO_COME, text));
    }

    /** {@code topic}, and from where on the query reads it. */
    SourceTopic goesOn(TopicState topic) {
        return new SourceTopic(topic.topic(), topic.id(), checkpoint.next(topic.topic()));
    }

    /** @throws FatalException when {@code failure} says that another consumer writes to the same checkpoint */
    void requireAlone(Throwable failure) {
        if (RootCause.chain(failure).anyMatch(QueryCheckpoint::another)) {
            throw new FatalException(
                    "Cannot use checkpoint " + name + ": another consumer runs on it (stop it, or set"
                            + " CANDLESTREAM_CONSUMER_CHECKPOINT)",
                    failure);
        }
    }

    private static boolean another(Throwable failure) {
        return failure instanceof SparkConcurrentModificationException
                || (failure instanceof SparkThrowable known && LOGGED_TWICE.equals(known.getErrorClass()));
    }

    private static CheckpointMetadata metadata(QuerySettings query, ConsumerSettings settings) {
        Map<String, FedStream> streams = new HashMap<>();
        for (StreamSettings stream : query.streams()) {
            Map<String, String> facts = stream.facts();
            if (settings.registry().isPresent()) { // then every record names its own
                facts.remove(StreamType.SCHEMA);
            }
            settings.madeOf(stream).stream()
                    .filter(made -> !made.sinksOf(stream).isEmpty())
                    .forEach(made -> made.type()
                            .facts()
                            .forEach((fact, value) -> facts.put("derived." + made.name() + "." + fact, value)));
            Map<String, String> sinks = new HashMap<>();
            stream.sinks()
                    .forEach(sink -> sinks.put(sink, settings.sinks().get(sink).target(stream.layout())));
            streams.put(stream.name(), new FedStream(stream.topic(), facts, sinks));
        }
        return new CheckpointMetadata(streams, Map.of());
    }

    @Override
    public void close() {
        lock.ifPresent(CheckpointLock::close);
    }
}
