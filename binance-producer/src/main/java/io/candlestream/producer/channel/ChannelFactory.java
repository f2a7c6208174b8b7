package io.candlestream.producer.channel;

import io.candlestream.ingest.channel.Channel;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.SchemaException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * Makes the channels of one type of stream from their blocks of settings. Found by {@link java.util.ServiceLoader}, so that a new
 * type of stream changes no other class.
 */
public interface ChannelFactory {
    /** The name under which settings ask for it, such as {@code kline}. */
    String type();

    /** The block of {@code reference.conf} that says what the other blocks of this type leave out, such as {@code klines}. */
    default String template() {
        return type() + "s";
    }

    /**
     * What tells two streams of this type about the same symbol apart: the type alone where there is nothing by which they could
     * differ.
     *
     * @throws io.candlestream.runtime.settings.SettingsException for a value that cannot be used
     */
    default ChannelVariant variant(Settings block) {
        return new ChannelVariant("type", type());
    }

    /**
     * The schema of the topic's records.
     *
     * @throws io.candlestream.runtime.settings.SettingsException for a file that cannot be used
     */
    Schema schema(Settings block);

    /** The channel of {@code block}. */
    Channel<?> create(Settings block, ChannelContext context);

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
