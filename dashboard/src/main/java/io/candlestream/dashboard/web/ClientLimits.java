package io.candlestream.dashboard.web;

import io.candlestream.runtime.http.Connections;
import io.candlestream.runtime.settings.Settings;
import java.time.Duration;

/**
 * What one client may take of the server, by its address.
 *
 * @param viewers how many may watch at once
 * @param viewersPerAddress so many of them from one address
 * @param requestTimeout how long a request may take to come whole, and a connection may stay without one
 * @param requestsPerSecond how many requests one address may make in the long run
 */
public record ClientLimits(int viewers, int viewersPerAddress, Duration requestTimeout, int requestsPerSecond) {
    /** Beside its streams a browser has six connections. */
    static final int OTHERS_PER_ADDRESS = 50;

    private static final int OTHERS = 400;
    private static final int MOST_VIEWERS = 1000;
    private static final int MOST_REQUESTS = 100_000;
    private static final Duration ANSWERING = Duration.ofSeconds(30);

    /** What the settings say. */
    public static ClientLimits of(Settings settings) {
        return new ClientLimits(
                settings.number("viewers", 1, MOST_VIEWERS),
                settings.number("viewers-per-address", 1, MOST_VIEWERS),
                settings.duration("request-timeout"),
                settings.number("requests-per-second", 1, MOST_REQUESTS));
    }

    Connections.Limits connections() {
        return new Connections.Limits(
                viewers + OTHERS, viewersPerAddress + OTHERS_PER_ADDRESS, requestTimeout, ANSWERING);
    }
}
