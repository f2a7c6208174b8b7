package io.candlestream.dashboard.web;

import io.candlestream.runtime.settings.Settings;
import java.util.List;
import java.util.Optional;

/**
 * Where the page is served, and to whom.
 *
 * @param port 0 for any that is free
 * @param note what a person has to know of this market, such as that it is made up
 * @param names under which it may be asked for, beside those of the loopback
 * @param limits of what one client may take
 */
public record WebSettings(String host, int port, List<String> names, Optional<String> note, ClientLimits limits) {
    public WebSettings {
        names = List.copyOf(names);
    }

    /** What the settings say. */
    public static WebSettings of(Settings settings) {
        Optional<String> names = settings.optional("names");
        return new WebSettings(
                settings.text("host"),
                settings.number("port", 0, 65535),
                names.isPresent() ? settings.list("names") : List.of(),
                settings.optional("market-note"),
                ClientLimits.of(settings));
    }
}
