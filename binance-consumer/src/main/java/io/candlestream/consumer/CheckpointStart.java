package io.candlestream.consumer;

import io.candlestream.consumer.ConsumerSettings.Sink;
import io.candlestream.consumer.guard.Checkpoint;
import io.candlestream.consumer.guard.CheckpointLock;
import io.candlestream.consumer.guard.Owner;
import io.candlestream.consumer.guard.TopicState;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Guards the checkpoint when it is a folder of this machine; another file system's is left to Spark alone. */
final class CheckpointStart implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointStart.class);

    private final Owner me;
    private final Optional<Checkpoint> checkpoint;
    private final Optional<CheckpointLock> lock;

    private CheckpointStart(Owner me, Optional<Checkpoint> checkpoint, Optional<CheckpointLock> lock) {
        this.me = me;
        this.checkpoint = checkpoint;
        this.lock = lock;
    }

    /** @throws io.candlestream.settings.StopException when another consumer holds it or it cannot be written to */
    static CheckpointStart lock(ConsumerSettings settings) {
        Optional<Path> folder = local(settings.checkpoint());
        if (folder.isEmpty()) {
            LOG.warn(
                    "Checkpoint {} is not on this machine: neither locked nor checked for losses",
                    settings.checkpoint());
        }
        return new CheckpointStart(
                owner(settings),
                folder.map(path -> new Checkpoint(path, settings.guards().lossPolicy())),
                folder.map(CheckpointLock::take));
    }

    /**
     * Returns when reading can go on without a silent gap; otherwise it throws a StopException.
     *
     * @param heal gets the topics of which records are lost when that is accepted
     */
    void check(List<TopicState> topics, Consumer<Set<String>> heal) {
        checkpoint.ifPresent(folder -> folder.check(me, topics, heal));
    }

    /** The folder that a setting names, be it a path or a {@code file:} URI. */
    static Optional<Path> local(String checkpoint) {
        if (!checkpoint.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")) {
            return Optional.of(Path.of(checkpoint));
        }
        return Optional.of(URI.create(checkpoint))
                .filter(uri -> uri.getScheme().equalsIgnoreCase("file"))
                .map(URI::getPath)
                .map(Path::of);
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
