package io.candlestream.producer.channel;

import io.candlestream.ingest.channel.Channel;
import io.candlestream.runtime.settings.Settings;
import org.apache.avro.Schema;

/**
 * Makes the channels of one type of stream from their blocks of settings. Found by {@link java.util.ServiceLoader}, so that a new
 * type of stream changes no other class.
 */
public interface ChannelFactory {
    /** The name under which settings ask for it, such as {@code kline}. */
    String type();

    /** The block of {@code reference.conf} that says what the other blocks of this type leave out, such as {@code klines}. */
    String template();

    /**
     * What tells two streams of this type about the same symbol apart.
     *
     * @throws io.candlestream.runtime.settings.SettingsException for a value that cannot be used
     */
    ChannelVariant variant(Settings block);

    /**
     * The schema of the topic's records.
     *
     * @throws io.candlestream.runtime.settings.SettingsException for a file that cannot be used
     */
    Schema schema(Settings block);

    /** The channel of {@code block}. */
    Channel<?> create(Settings block, ChannelContext context);
}
