package io.candlestream.consumer.settings;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.runtime.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Refuses streams that would get into each other's way. */
final class StreamConflicts {
    private StreamConflicts() {}

    static void refuse(Settings settings, String path, Collection<StreamSettings> streams) {
        List<StreamSettings> before = new ArrayList<>();
        for (StreamSettings stream : streams) {
            String block = path + "." + stream.name();
            for (StreamSettings other : before) {
                if (other.topic().equals(stream.topic()) && other.query().equals(stream.query())) {
                    throw settings.refused(
                            block + ".topic",
                            "topic " + stream.topic() + " is read by stream " + other.name()
                                    + " of the same query too (give one of them a query of its own)");
                }
                if (!mayShare(other, stream)
                        && table(other).equals(table(stream))
                        && !Collections.disjoint(other.sinks(), stream.sinks())) {
                    throw settings.refused(
                            block + ".table", "is the table of stream " + other.name() + " in the same sink too");
                }
            }
            before.add(stream);
        }
        // First of those that set it for others too.
        Stream.concat(streams.stream().filter(stream -> stream.of().isEmpty()), streams.stream())
                .forEach(stream -> checkDeadLetters(settings, path, stream, streams));
    }

    /** A topic to which rows go is not read: each row would come back as a record. */
    static void refuseLoops(Settings settings, List<StreamSettings> streams, Map<String, Sink> sinks) {
        Set<String> used = new HashSet<>();
        streams.forEach(stream -> used.addAll(List.of(stream.topic(), stream.deadLetterTopic())));
        for (StreamSettings stream : streams) {
            for (String sink : stream.sinks()) {
                sinks.get(sink).topic(stream.layout()).filter(used::contains).ifPresent(topic -> {
                    throw settings.refused(
                            "sinks." + sink + ".name", "topic " + topic + " is one that is read (another name)");
                });
            }
        }
    }

    /** Klines of one interval, such as those of spot and of futures, cannot be told apart in a place that has no tables. */
    static void refuseMixed(Settings settings, List<StreamSettings> streams, Map<String, Sink> sinks) {
        Map<String, StreamSettings> first = new HashMap<>();
        for (StreamSettings stream : streams) {
            for (String sink : stream.sinks()) {
                String interval = stream.facts().get("interval");
                if (interval != null && sinks.get(sink).mixesTables()) {
                    StreamSettings before = first.putIfAbsent(sink + " " + interval, stream);
                    if (before != null && !table(before).equals(table(stream))) {
                        throw settings.refused(
                                "streams." + stream.name() + ".sinks",
                                "sink " + sink + " has the rows of stream " + before.name()
                                        + " and cannot tell them apart (a sink of its own)");
                    }
                }
            }
        }
    }

    private static void checkDeadLetters(
            Settings settings, String path, StreamSettings stream, Collection<StreamSettings> all) {
        if (all.stream().anyMatch(other -> other.topic().equals(stream.deadLetterTopic()))) {
            throw settings.refused(
                    path + "." + stream.name() + ".dead-letter-topic", "must not be a topic that is read");
        }
    }

    private static boolean mayShare(StreamSettings one, StreamSettings other) {
        return one.type().getClass() == other.type().getClass() && one.type().sharesTable();
    }

    private static String table(StreamSettings stream) {
        return stream.layout().table();
    }
}
