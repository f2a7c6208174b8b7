package io.candlestream.consumer.stream;

import io.candlestream.runtime.settings.Settings;

/**
 * Makes the derived streams of one type from their blocks of settings. Found by {@link java.util.ServiceLoader}, as {@link StreamFactory}
 * is.
 */
public interface DerivedStreamFactory {
    /** The name under which settings ask for it, such as {@code features}; also that of the block that says what others leave out. */
    String type();

    /**
     * The derived stream of {@code block}.
     *
     * @param of the stream of which it is made
     * @throws io.candlestream.runtime.settings.SettingsException for a value that cannot be used, or a stream that is not of the right type
     */
    Derived<?> create(Settings block, StreamType<?> of);
}
