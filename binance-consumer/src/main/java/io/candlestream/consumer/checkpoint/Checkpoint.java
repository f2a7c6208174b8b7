package io.candlestream.consumer.checkpoint;

import io.candlestream.runtime.settings.FatalException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder that remembers how far the topics have been read, checked before Spark goes on from it. */
public final class Checkpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);

    private static final String METADATA = "candlestream.properties";

    private final CheckpointFiles files;
    private final SparkLog log;
    private final LossPolicy policy;

    /** What to do when records are gone that nobody has read. */
    public enum LossPolicy {
        REFUSE,
        ACCEPT
    }

    Checkpoint(CheckpointFiles files, LossPolicy policy) {
        this.files = files;
        this.log = new SparkLog(files);
        this.policy = policy;
    }

    /**
     * @param folder a path or a URI, as Hadoop reads it
     * @throws FatalException when there is no such file system
     */
    public static Checkpoint in(String folder, Configuration hadoop, LossPolicy policy) {
        return new Checkpoint(CheckpointFiles.in(folder, hadoop), policy);
    }

    /** The folder when it lies in a file system of this machine. */
    public Optional<Path> onThisMachine() {
        return files.onThisMachine();
    }

    /** The id of the query that is kept here; empty before its first start. */
    public Optional<UUID> query() {
        return log.query();
    }

    /** The topics of which records are in a batch that is not committed, so that their rows may be there when it is repeated; not of the first batch. */
    public Set<String> begun() {
        return log.begun();
    }

    /** What was kept under {@code name}, beside what is read; empty where nothing was. */
    public Optional<String> kept(String name) {
        return files.read(name);
    }

    /** @throws FatalException when it cannot be written */
    public void keep(String name, String text) {
        files.write(name, text);
    }

    /** From which offset on a query reads each partition of {@code topic}, once that was checked; empty where nothing was read yet. */
    public Map<Integer, Long> next(String topic) {
        Map<Integer, Long> next = new HashMap<>();
        log.positions().ifPresent(positions -> positions.offsets().forEach((partition, offset) -> {
            if (partition.topic().equals(topic)) {
                next.put(partition.partition(), offset);
            }
        }));
        return next;
    }

    /**
     * Returns when reading can go on without a silent gap.
     *
     * @param me what this query reads and writes
     * @param recover gets the topics of which records are lost when that is accepted, before it is written down
     * @throws FatalException when the folder is damaged or another's, or when records are lost and that is not accepted
     */
    public void check(CheckpointMetadata me, List<TopicState> topics, Consumer<Set<String>> recover) {
        CheckpointMetadata now = me.with(topics);
        Optional<Positions> positions = log.positions();
        if (positions.isPresent()) {
            CheckpointMetadata before =
                    files.read(METADATA).map(CheckpointMetadata::parse).orElse(now);
            refuseAnothers(before, me);
            before.changedSinks(me).forEach(LOG::info);
            Positions read = positions.get().and(before.left());
            Positions wanted = read.of(topics);
            if (!wanted.equals(positions.get())) { // else a kill between the writes would forget where a topic was left
                files.write(METADATA, before.leaving(read).text());
            }
            goOn(positions.get(), wanted, topics, before, recover);
            now = now.leaving(before, read);
        }
        // Even when nothing has changed: a folder that is full or read-only is better found here than by Spark.
        files.write(METADATA, now.text());
    }

    private void refuseAnothers(CheckpointMetadata before, CheckpointMetadata me) {
        before.difference(me).ifPresent(difference -> {
            throw new FatalException("Cannot use checkpoint " + files.folder() + ": " + difference
                    + " (set CANDLESTREAM_CONSUMER_CHECKPOINT to a folder of its own; if the change is meant, delete"
                    + " its line in "
                    + files.path(METADATA) + ")");
        });
    }

    /** @param wanted {@code before}, of the topics that the settings name now */
    private void goOn(
            Positions before,
            Positions wanted,
            List<TopicState> topics,
            CheckpointMetadata metadata,
            Consumer<Set<String>> recover) {
        List<Loss> losses = Loss.of(wanted, topics, metadata);
        refuseOrAccept(wanted, losses, recover);
        if (losses.isEmpty() && !log.goesOnFrom(wanted)) {
            log.goOnFrom(wanted);
        }
        tell(before.names(), metadata.left().names(), wanted.names());
    }

    private static void tell(Set<String> before, Set<String> left, Set<String> now) {
        before.stream()
                .filter(topic -> !now.contains(topic))
                .forEach(topic -> LOG.info("Topic {} is no longer read, as the settings say", topic));
        now.stream()
                .filter(topic -> !before.contains(topic))
                .forEach(topic -> LOG.info(
                        left.contains(topic)
                                ? "Topic {} is read again, from where it was left"
                                : "Topic {} is new to this checkpoint and is read from its beginning",
                        topic));
    }

    private void refuseOrAccept(Positions positions, List<Loss> losses, Consumer<Set<String>> recover) {
        if (losses.isEmpty()) {
            return;
        }
        if (policy == LossPolicy.REFUSE) {
            throw new FatalException("Cannot go on from checkpoint " + files.folder() + ": lost "
                    + losses.stream().map(Loss::message).collect(Collectors.joining("; lost "))
                    + " (start with --accept-loss to go on without them)");
        }
        losses.forEach(loss -> LOG.warn("Lost and accepted: {}", loss.message()));
        Map<TopicPartition, Long> offsets = new HashMap<>(positions.offsets());
        losses.forEach(loss -> {
            offsets.remove(loss.partition());
            loss.next().ifPresent(next -> offsets.put(loss.partition(), next));
        });
        recover.accept(losses.stream().map(loss -> loss.partition().topic()).collect(Collectors.toSet()));
        log.goOnFrom(new Positions(offsets));
    }
}
