package io.candlestream.consumer.query;

import io.candlestream.consumer.settings.StreamSettings;
import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.stream.Revisions;
import io.candlestream.runtime.settings.FatalException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which sinks keep the revisions of which stream, of all queries: those that can be read back and have the table. Any thread may look. */
public final class RevisionTables {
    private static final Logger LOG = LoggerFactory.getLogger(RevisionTables.class);

    private final Map<String, Set<String>> sinks = new ConcurrentHashMap<>();
    /** Of each table, with its sink, what it keeps by the names of the streams. */
    private final Map<String, Map<String, Revisions<?, ?>>> tables = new ConcurrentHashMap<>();

    /**
     * Looks whether a sink has the table of a stream's revisions, and of the right shape.
     *
     * @throws FatalException when it has a wrong one, or none and needs it, or one with the revisions of another stream
     */
    void look(StreamSettings stream, Sink sink, SparkConf conf, Duration deadline) {
        Optional<? extends Revisions<?, ?>> kept =
                stream.windows().isPresent() ? Optional.empty() : stream.type().revisions();
        if (kept.isEmpty() || !sink.readsRanges()) {
            return;
        }
        if (kept.get().required() || sink.holds(kept.get().layout(), conf)) {
            refuseShared(stream, sink, kept.get());
            sink.validate(kept.get().layout(), conf, deadline);
            sinks.computeIfAbsent(stream.name(), name -> ConcurrentHashMap.newKeySet())
                    .add(sink.name());
        } else {
            LOG.info(
                    "Revisions of {} are not kept: {} is missing (./candlestream prepare makes it)",
                    stream.name(),
                    sink.target(kept.get().layout()));
        }
    }

    private void refuseShared(StreamSettings stream, Sink sink, Revisions<?, ?> kept) {
        String target = sink.target(kept.layout());
        Map<String, Revisions<?, ?>> there =
                tables.computeIfAbsent(sink.name() + " " + target, table -> new ConcurrentHashMap<>());
        String own = stream.readBy().orElse(stream.name()); // a part of it has the same revisions
        there.forEach((first, other) -> {
            if (!first.equals(own) && !kept.sharesTable(other)) {
                throw new FatalException(
                        "Cannot keep revisions of " + stream.name() + ": " + target + " has those of " + first
                                + " (another streams." + stream.name() + ".revisions-table, made by cassandra/"
                                + kept.layout().definition() + ".cql)");
            }
        });
        there.put(own, kept);
    }

    /** The names of those that keep the revisions of {@code stream}. */
    Set<String> sinks(StreamSettings stream) {
        return Set.copyOf(sinks.getOrDefault(stream.name(), Set.of()));
    }
}
