package io.candlestream.consumer.settings;

import io.candlestream.consumer.stream.DerivedStream;
import java.util.List;

/**
 * A stream that is made of the stored rows of another one.
 *
 * @param name its block in the settings
 * @param of the name of the stream of whose rows it is made
 * @param sinks the names of the sinks, of those of the other stream that can be read back
 */
public record DerivedSettings(String name, DerivedStream<?> type, String of, List<String> sinks) {
    /** Whether {@code stream} is the one of whose rows this is made, or a part of it. */
    public boolean isMadeOf(StreamSettings stream) {
        return of.equals(stream.readBy().orElse(stream.name()));
    }
}
