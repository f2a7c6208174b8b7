package io.candlestream.consumer.settings;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.stream.Derived;
import io.candlestream.consumer.stream.DerivedStream;
import io.candlestream.consumer.stream.DerivedStreamFactory;
import io.candlestream.consumer.stream.WindowStream;
import io.candlestream.runtime.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The blocks under {@code derived}.
 *
 * @param streams those that are read, of whose rows something may be made
 * @param sinks theirs
 * @param blocks those of the sinks
 * @param queries the names of all queries
 */
record DerivedBlocks(
        Settings settings,
        Collection<StreamSettings> streams,
        Map<String, Sink> sinks,
        SinkBlocks blocks,
        List<String> queries) {
    private static final Factories<DerivedStreamFactory> FACTORIES =
            Factories.of(DerivedStreamFactory.class, DerivedStreamFactory::type);
    private static final String PATH = "derived";
    private static final String NO_STORE = "none of its sinks can be read back (cassandra or postgres can)";

    /**
     * Those that are enabled, in the order of their names.
     *
     * @param rows what is made of stored rows
     * @param windows what is made of all updates of a topic, which is read for it by a query of its own
     */
    record Made(List<DerivedSettings> rows, List<StreamSettings> windows) {}

    Made read() {
        List<DerivedSettings> derived = new ArrayList<>();
        List<StreamSettings> windows = new ArrayList<>();
        List<Derived<?>> before = new ArrayList<>();
        for (String name : settings.blocks(PATH)) {
            DerivedStreamFactory factory = FACTORIES.at(settings, PATH + "." + name + ".type");
            Settings block = settings.block(PATH + "." + name, PATH + "." + factory.type());
            if (block.flag("enabled")) {
                List<StreamSettings> parts = parts(block);
                Derived<?> one = factory.create(block, parts.get(0).type());
                refuseSharedTable(block, one, before);
                before.add(one);
                List<String> stores = stores(parts);
                List<String> into = sinks(block, parts, stores);
                if (one instanceof WindowStream<?, ?> updates) {
                    windows.addAll(windows(name, block, updates, parts.get(0), into));
                } else if (one instanceof DerivedStream<?> rows) {
                    if (stores.isEmpty()) {
                        throw block.refused("of", NO_STORE);
                    }
                    derived.add(new DerivedSettings(name, rows, block.text("of"), into, stores));
                }
            }
        }
        return new Made(derived, windows);
    }

    /** In one part for each query: a sink that asks for a slow one, as a lake does, gets one beside that of the others. */
    private List<StreamSettings> windows(
            String name, Settings block, WindowStream<?, ?> made, StreamSettings of, List<String> into) {
        Map<String, List<String>> byQuery = new TreeMap<>();
        String own = block.text("query");
        into.forEach(sink -> byQuery.computeIfAbsent(
                        blocks.query(sink).map(slow -> own + "-" + slow).orElse(own), query -> new ArrayList<>())
                .add(sink));
        List<StreamSettings> parts = new ArrayList<>();
        byQuery.forEach((query, some) ->
                parts.add(part(name + query.substring(own.length()), query, block, made, of, List.copyOf(some))));
        return parts;
    }

    private StreamSettings part(
            String name, String query, Settings block, WindowStream<?, ?> made, StreamSettings of, List<String> into) {
        if (!queries.contains(query)) {
            throw block.refused("query", "only " + String.join(", ", queries) + " are known, not " + query);
        }
        if (streams.stream()
                .anyMatch(
                        stream -> stream.query().equals(query) && stream.topic().equals(of.topic()))) {
            throw block.refused("query", "reads topic " + of.topic() + " for its rows (one of its own)");
        }
        return new StreamSettings(
                name,
                made.updates(),
                Optional.of(of.readBy().orElse(of.name())),
                of.topic(),
                of.deadLetterTopic(),
                into,
                query,
                Optional.empty(),
                Optional.of(made));
    }

    private List<StreamSettings> parts(Settings block) {
        String of = block.text("of");
        List<StreamSettings> parts = streams.stream()
                .filter(stream -> of.equals(stream.readBy().orElse(stream.name())))
                .toList();
        if (parts.isEmpty()) {
            throw block.refused("of", "names no stream that is enabled");
        }
        return parts;
    }

    private List<String> stores(List<StreamSettings> parts) {
        return all(parts).filter(sink -> sinks.get(sink).readsRanges()).toList();
    }

    private static Stream<String> all(List<StreamSettings> parts) {
        return parts.stream().flatMap(part -> part.sinks().stream());
    }

    private List<String> sinks(Settings block, List<StreamSettings> parts, List<String> stores) {
        List<String> own = block.listOrEmpty("sinks");
        List<String> possible = all(parts).toList();
        if (own.isEmpty() && stores.isEmpty()) {
            throw block.refused("of", NO_STORE);
        } else if (!possible.containsAll(own)) {
            throw block.refused(
                    "sinks",
                    "only " + String.join(", ", possible) + " of stream " + block.text("of") + " can have them");
        }
        return own.isEmpty() ? stores : own;
    }

    private void refuseSharedTable(Settings block, Derived<?> one, List<Derived<?>> before) {
        String table = one.layout().table();
        Stream<String> tables = Stream.concat(
                streams.stream().map(stream -> stream.type().layout().table()),
                before.stream().map(other -> other.layout().table()));
        if (tables.anyMatch(table::equals)) {
            throw block.refused("table", "is the table of another stream too");
        }
    }
}
