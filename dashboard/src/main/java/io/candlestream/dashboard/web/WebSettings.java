package io.candlestream.dashboard.web;

import io.candlestream.settings.Settings;
import java.util.List;
import java.util.Optional;

/**
 * Where the page is served, and to whom.
 *
 * @param port 0 for any that is free
 * @param names under which it may be asked for, beside those of the loopback
 * @param limits of what one client may take
 */
public record WebSettings(String host, int port, List<String> names, ClientLimits limits) {
    public WebSettings {
        names = List.copyOf(names);
    }

    /** What the settings say. */
    public static WebSettings of(Settings settings) {
        Optional<String> names = settings.optional("names");
        return new WebSettings(
                settings.text("host"),
                settings.number("port", 0, 65535),
                names.isPresent() ? settings.words("names") : List.of(),
                ClientLimits.of(settings));
    }
}
