package io.candlestream.tools.verify;

import io.candlestream.history.History;
import io.candlestream.history.RequestWeightLimiter;
import io.candlestream.history.RestApi;
import io.candlestream.history.RestHistory;
import io.candlestream.history.RestKlines;
import io.candlestream.runtime.settings.Settings;
import io.candlestream.schema.Interval;
import io.candlestream.tools.access.ExchangeAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/** Which exchange the table is compared with, and how it is asked. */
public record VerifySettings(
        Interval interval, String exchangeName, URI restUrl, int weightPerMinute, Duration confirm) {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);

    /** As the settings say. */
    public static VerifySettings of(Settings settings) {
        return new VerifySettings(
                settings.parsed("interval", Interval::ofCode, "one of " + Interval.codes() + " is needed"),
                settings.text("exchange-name"),
                ExchangeAddress.of(settings).rest(),
                settings.number("rest-weight", 10, 6000),
                settings.duration("rest-confirm"));
    }

    /** The candles of an interval as the exchange tells them by REST. */
    public History exchange(Interval grid) {
        return new RestHistory(new RestKlines(rest(), grid, () -> Long.MAX_VALUE), confirm);
    }

    RestApi rest() {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build();
        return new RestApi(restUrl, client, new RequestWeightLimiter(weightPerMinute));
    }
}
