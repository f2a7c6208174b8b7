package io.candlestream.tools.verify;

import io.candlestream.schema.Interval;
import io.candlestream.settings.Settings;
import java.net.URI;
import java.util.Optional;

/** Which table is compared with which exchange. */
record VerifySettings(
        String keyspace,
        String table,
        String gapsTable,
        Interval interval,
        String exchangeName,
        URI restUrl,
        int weightPerMinute) {

    static VerifySettings of(Settings settings) {
        return new VerifySettings(
                settings.text("cassandra.keyspace"),
                settings.text("cassandra.table"),
                settings.text("cassandra.gaps-table"),
                settings.parsed("interval", Interval::ofCode, "one of " + Interval.codes() + " is needed"),
                settings.text("exchange-name"),
                settings.parsed(
                        "rest-url", VerifySettings::url, "a URL that begins with http:// or https:// is needed"),
                settings.number("rest-weight", 10, 6000));
    }

    private static Optional<URI> url(String text) {
        return text.matches("https?://[^\\s/]+/*")
                ? Optional.of(URI.create(text.replaceAll("/+$", "")))
                : Optional.empty();
    }
}
