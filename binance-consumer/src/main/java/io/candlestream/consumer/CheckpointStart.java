package io.candlestream.consumer;

import io.candlestream.consumer.ConsumerSettings.Sink;
import io.candlestream.consumer.guard.Checkpoint;
import io.candlestream.consumer.guard.CheckpointLock;
import io.candlestream.consumer.guard.LocalFileManager;
import io.candlestream.consumer.guard.Owner;
import io.candlestream.consumer.guard.TopicState;
import io.candlestream.consumer.spark.Masters;
import io.candlestream.runtime.settings.FatalException;
import io.candlestream.runtime.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.spark.SparkConcurrentModificationException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkThrowable;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards the checkpoint. A folder of this machine is locked; on another file system a second consumer stops when it writes a
 * batch that the first has written, by Spark's own doing.
 */
final class CheckpointStart implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointStart.class);

    private static final String FILE_MANAGER = "spark.sql.streaming.checkpointFileManagerClass";

    /** Spark's name for two queries that write the same entry of the offset log. */
    private static final String LOGGED_TWICE = "CONCURRENT_STREAM_LOG_UPDATE";

    private final String name;
    private final Owner me;
    private final Checkpoint checkpoint;
    private final Optional<CheckpointLock> lock;

    private CheckpointStart(String name, Owner me, Checkpoint checkpoint, Optional<CheckpointLock> lock) {
        this.name = name;
        this.me = me;
        this.checkpoint = checkpoint;
        this.lock = lock;
    }

    /** Who sees a folder of this machine. */
    enum Reach {
        THIS_MACHINE,
        EVERY_DRIVER
    }

    /**
     * Locks it, and lets Spark write it as this machine does best.
     *
     * @throws SettingsException when a driver on another machine would not find it
     * @throws FatalException when another consumer holds it or it cannot be written to
     */
    static CheckpointStart lock(ConsumerSettings settings, SparkConf conf) {
        Checkpoint checkpoint = Checkpoint.in(
                settings.checkpoint(),
                SparkHadoopUtil.get().newConfiguration(conf),
                settings.guards().lossPolicy());
        Optional<Path> folder = checkpoint.onThisMachine();
        if (folder.isEmpty()) {
            LOG.info("Checkpoint {} is not on this machine, so it is not locked", settings.checkpoint());
        } else if (Masters.remote(conf) && settings.guards().checkpointReach() == Reach.THIS_MACHINE) {
            throw new SettingsException("Cannot use checkpoint " + settings.checkpoint() + " with Spark master "
                    + Masters.of(conf)
                    + ": it lies on this machine, and a driver that starts on another one would not find it,"
                    + " and would begin anew (set CANDLESTREAM_CONSUMER_CHECKPOINT to a file system of the cluster,"
                    + " such as hdfs:// or s3a://, or CANDLESTREAM_CONSUMER_CHECKPOINT_SHARED=true if every"
                    + " driver sees this folder)");
        }
        folder.ifPresent(local -> conf.setIfMissing(FILE_MANAGER, LocalFileManager.class.getName()));
        return new CheckpointStart(
                settings.checkpoint(), owner(settings), checkpoint, folder.map(CheckpointLock::take));
    }

    /**
     * Returns when reading can go on without a silent gap; otherwise it throws a FatalException.
     *
     * @param heal gets the topics of which records are lost when that is accepted
     */
    void check(List<TopicState> topics, Consumer<Set<String>> heal) {
        checkpoint.check(me, topics, heal);
    }

    /** @throws FatalException when {@code failure} says that another consumer writes to the same checkpoint */
    void requireAlone(Throwable failure) {
        if (Stream.iterate(failure, t -> t != null, Throwable::getCause).anyMatch(CheckpointStart::another)) {
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

    private static Owner owner(ConsumerSettings settings) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("topic", settings.topic());
        facts.put(
                "table",
                settings.sinks().contains(Sink.CASSANDRA) ? settings.table().name() : "none");
        facts.put("interval", settings.klines().interval().code());
        if (settings.registry().isEmpty()) { // with a registry every record names its own
            facts.put("schema", fingerprint(settings.klines().schema()));
        }
        return new Owner(facts, Map.of());
    }

    private static String fingerprint(Schema schema) {
        return Long.toHexString(SchemaNormalization.parsingFingerprint64(schema));
    }

    @Override
    public void close() {
        lock.ifPresent(CheckpointLock::close);
    }
}
