package io.candlestream.consumer.stream;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.SchemaException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * Makes the streams of one type from their blocks of settings. Found by {@link java.util.ServiceLoader}, so that a new type
 * of stream changes no other class.
 */
public interface StreamFactory {
    /** The name under which settings ask for it, such as {@code kline}. */
    String type();

    /** The block of {@code reference.conf} that says what the other blocks of this type leave out, such as {@code klines}. */
    default String template() {
        return type() + "s";
    }

    /**
     * What follows the topic of the stream that {@code of} names, when a block has no topic of its own; empty when a stream
     * of this type always needs its own.
     */
    default String topicSuffix() {
        return "";
    }

    /**
     * The stream of {@code block}.
     *
     * @param maxTextBytes a record with a longer field is rejected
     * @throws io.candlestream.runtime.settings.SettingsException for a value that cannot be used
     */
    StreamType<?> create(Settings block, int maxTextBytes);

    /**
     * What {@code load} reads from the file that the block names.
     *
     * @throws io.candlestream.runtime.settings.SettingsException when that is no such schema
     */
    static Schema schema(Settings block, Function<Path, Schema> load) {
        try {
            return load.apply(Path.of(block.text("schema")));
        } catch (SchemaException | InvalidPathException e) {
            throw block.refused("schema", e.getMessage());
        }
    }
}
