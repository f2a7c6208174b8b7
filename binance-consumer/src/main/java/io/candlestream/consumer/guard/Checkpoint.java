package io.candlestream.consumer.guard;

import io.candlestream.runtime.settings.FatalException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder that remembers how far the topics have been read, checked before Spark goes on from it. */
public final class Checkpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);

    private static final String OWNER = "candlestream.properties";

    private final CheckpointFiles files;
    private final SparkLog log;
    private final LossPolicy policy;

    /** What to do when records are gone that nobody has read. */
    public enum LossPolicy {
        REFUSE,
        ACCEPT
    }

    private Checkpoint(CheckpointFiles files, LossPolicy policy) {
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

    /**
     * Returns when reading can go on without a silent gap.
     *
     * @param me what this consumer reads and writes
     * @param heal gets the topics of which records are lost when that is accepted, before it is written down
     * @throws FatalException when the folder is damaged or another's, or when records are lost and nobody accepts that
     */
    public void check(Owner me, List<TopicState> topics, Consumer<Set<String>> heal) {
        Owner now = me.with(topics);
        Optional<Positions> positions = log.positions();
        if (positions.isPresent()) {
            Owner before = files.read(OWNER).map(Owner::parse).orElse(now);
            refuseAnothers(before, me);
            goOn(positions.get(), positions.get().of(topics), topics, before, heal);
        }
        // Even when nothing has changed: a folder that is full or read-only is better found here than by Spark.
        files.write(OWNER, now.text());
    }

    private void refuseAnothers(Owner before, Owner me) {
        before.difference(me).ifPresent(difference -> {
            throw new FatalException("Cannot use checkpoint " + files.folder() + ": " + difference
                    + " (set CANDLESTREAM_CONSUMER_CHECKPOINT to a folder of its own; if the change is meant, delete"
                    + " its line in "
                    + files.path(OWNER) + ")");
        });
    }

    /** @param wanted {@code before}, of the topics that the settings name now */
    private void goOn(
            Positions before, Positions wanted, List<TopicState> topics, Owner owner, Consumer<Set<String>> heal) {
        List<Loss> losses = Loss.of(wanted, topics, owner);
        refuseOrAccept(wanted, losses, heal);
        if (losses.isEmpty() && !wanted.equals(before)) {
            log.goOnFrom(wanted);
        }
        tell(before.names(), wanted.names());
    }

    /** The settings say which topics are read; only the gaps' can come and go, as the topic of the klines is the owner's. */
    private static void tell(Set<String> before, Set<String> now) {
        before.stream()
                .filter(topic -> !now.contains(topic))
                .forEach(topic -> LOG.info("Topic {} is no longer read, as the settings say (gaps = false)", topic));
        now.stream()
                .filter(topic -> !before.contains(topic))
                .forEach(topic -> LOG.info("Topic {} is read from its beginning from now on (gaps = true)", topic));
    }

    private void refuseOrAccept(Positions positions, List<Loss> losses, Consumer<Set<String>> heal) {
        if (losses.isEmpty()) {
            return;
        }
        if (policy == LossPolicy.REFUSE) {
            throw new FatalException("Cannot go on from checkpoint " + files.folder() + ": lost "
                    + losses.stream().map(Loss::words).collect(Collectors.joining("; lost "))
                    + " (start with --accept-loss to go on without them)");
        }
        losses.forEach(loss -> LOG.warn("Lost and accepted: {}", loss.words()));
        Map<TopicPartition, Long> offsets = new HashMap<>(positions.offsets());
        losses.forEach(loss -> {
            offsets.remove(loss.partition());
            loss.next().ifPresent(next -> offsets.put(loss.partition(), next));
        });
        heal.accept(losses.stream().map(loss -> loss.partition().topic()).collect(Collectors.toSet()));
        log.goOnFrom(new Positions(offsets));
    }
}
