package io.candlestream.tools.access;

import io.candlestream.runtime.settings.Secrets;
import io.candlestream.runtime.settings.Settings;
import java.net.URI;
import java.util.Optional;

/**
 * Where the tools ask the exchange.
 *
 * @param rest without path
 */
public record ExchangeAddress(URI rest) {
    /** The address that the settings name. */
    public static ExchangeAddress of(Settings settings) {
        return settings.parsed(
                "rest-url", ExchangeAddress::parse, "a URL that begins with http:// or https:// is needed");
    }

    private static Optional<ExchangeAddress> parse(String text) {
        return text.matches("https?://[^\\s/]+/*")
                ? Optional.of(new ExchangeAddress(
                        URI.create(Secrets.withoutLogins(text).replaceAll("/+$", ""))))
                : Optional.empty();
    }

    /** Whether it is on this very machine, as only a simulated one is. */
    public boolean onThisMachine() {
        return rest.getHost().matches("127\\..*|localhost|\\[::1]");
    }
}
