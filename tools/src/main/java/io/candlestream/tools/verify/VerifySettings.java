package io.candlestream.tools.verify;

import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.ExchangeAddress;
import java.net.URI;
import java.time.Duration;

/** Which exchange the table is compared with, and how it is asked. */
record VerifySettings(Interval interval, String exchangeName, URI restUrl, int weightPerMinute, Duration confirm) {

    static VerifySettings of(Settings settings) {
        return new VerifySettings(
                settings.parsed("interval", Interval::ofCode, "one of " + Interval.codes() + " is needed"),
                settings.text("exchange-name"),
                ExchangeAddress.of(settings).rest(),
                settings.number("rest-weight", 10, 6000),
                settings.duration("rest-confirm"));
    }
}
