package io.candlestream.consumer.settings;

import io.candlestream.consumer.stream.DerivedStream;
import java.util.List;

/**
 * A stream that is made of the stored rows of another one.
 *
 * @param name its block in the settings
 * @param of the name of the stream of whose rows it is made
 * @param sinks the names of the sinks, of those of the other stream
 * @param stores the names of the other stream's sinks that can be read back: one at least
 */
public record DerivedSettings(String name, DerivedStream<?> type, String of, List<String> sinks, List<String> stores) {
    /** Whether {@code stream} is the one of whose rows this is made, or a part of it. */
    public boolean isMadeOf(StreamSettings stream) {
        return stream.windows().isEmpty() && of.equals(stream.readBy().orElse(stream.name()));
    }

    /** The sinks that get its rows with those of {@code stream}, which may be a part of the other one. */
    public List<String> sinksOf(StreamSettings stream) {
        return isMadeOf(stream)
                ? sinks.stream().filter(stream.sinks()::contains).toList()
                : List.of();
    }

    /** Of what is stored in which sink the rows for those are made that cannot be read back: one that gets {@code stream}, if there is one. */
    public String storeOf(StreamSettings stream) {
        return stores.stream().filter(stream.sinks()::contains).findFirst().orElse(stores.get(0));
    }
}
