package io.candlestream.consumer.settings;

import io.candlestream.consumer.sink.Sink;
import io.candlestream.consumer.stream.DerivedStream;
import io.candlestream.consumer.stream.DerivedStreamFactory;
import io.candlestream.runtime.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The blocks under {@code derived}.
 *
 * @param streams those that are read, of whose rows something may be made
 * @param sinks theirs
 */
record DerivedBlocks(Settings settings, Collection<StreamSettings> streams, Map<String, Sink> sinks) {
    private static final Factories<DerivedStreamFactory> FACTORIES =
            Factories.of(DerivedStreamFactory.class, DerivedStreamFactory::type);
    private static final String PATH = "derived";

    /** Those that are enabled, in the order of their names. */
    List<DerivedSettings> read() {
        List<DerivedSettings> derived = new ArrayList<>();
        for (String name : settings.blocks(PATH)) {
            DerivedStreamFactory factory = FACTORIES.at(settings, PATH + "." + name + ".type");
            Settings block = settings.block(PATH + "." + name, PATH + "." + factory.type());
            if (block.flag("enabled")) {
                DerivedSettings one = derived(name, factory, block);
                refuseSharedTable(block, one, derived);
                derived.add(one);
            }
        }
        return derived;
    }

    private DerivedSettings derived(String name, DerivedStreamFactory factory, Settings block) {
        String of = block.text("of");
        List<StreamSettings> parts = streams.stream()
                .filter(stream -> of.equals(stream.readBy().orElse(stream.name())))
                .toList();
        if (parts.isEmpty()) {
            throw block.refused("of", "names no stream that is enabled");
        }
        List<String> possible = parts.stream()
                .flatMap(part -> part.sinks().stream())
                .filter(sink -> sinks.get(sink).readsRanges())
                .toList();
        List<String> own = block.listOrEmpty("sinks");
        if (possible.isEmpty()) {
            throw block.refused("of", "none of its sinks can be read back (cassandra or postgres can)");
        } else if (!possible.containsAll(own)) {
            throw block.refused(
                    "sinks", "only " + String.join(", ", possible) + " of stream " + of + " can be read back");
        }
        return new DerivedSettings(
                name, factory.create(block, parts.get(0).type()), of, own.isEmpty() ? possible : own);
    }

    private void refuseSharedTable(Settings block, DerivedSettings one, List<DerivedSettings> before) {
        String table = one.type().layout().table();
        Stream<String> tables = Stream.concat(
                streams.stream().map(stream -> stream.type().layout().table()),
                before.stream()
                        .map(DerivedSettings::type)
                        .map(DerivedStream::layout)
                        .map(layout -> layout.table()));
        if (tables.anyMatch(table::equals)) {
            throw block.refused("table", "is the table of another stream too");
        }
    }
}
