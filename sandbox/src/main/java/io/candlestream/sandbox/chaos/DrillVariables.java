package io.candlestream.sandbox.chaos;

import io.candlestream.sandbox.server.EmbeddedServers;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.simulator.exchange.Exchange;
import java.nio.file.Path;
import java.time.Duration;

/** The variables of the programs in a drill: short time-outs, so that a fault is found within seconds. */
final class DrillVariables {
    static final Duration PING = Duration.ofSeconds(1);
    static final Duration PONG_TIMEOUT = Duration.ofSeconds(10);

    static final String CHECKPOINT = "CANDLESTREAM_CONSUMER_CHECKPOINT";

    private DrillVariables() {}

    static Pipeline of(EmbeddedServers servers, Exchange exchange, Path folder) {
        return Pipeline.between(servers, servers.superuser(), folder)
                .with("ASSET_SYMBOLS", String.join(",", exchange.symbols()))
                .with("CANDLESTREAM_PRODUCER_STREAM_URL", exchange.streamUrl().toString())
                .with("CANDLESTREAM_PRODUCER_REST_URL", exchange.restUrl().toString())
                .with("CANDLESTREAM_PRODUCER_PING_INTERVAL", PING.toSeconds() + " s")
                .with("CANDLESTREAM_PRODUCER_SILENCE_GRACE", "1 s")
                .with("CANDLESTREAM_PRODUCER_CONNECT_TIMEOUT", "2 s")
                .with("CANDLESTREAM_PRODUCER_CONNECT_GAP", "100 ms")
                .with("CANDLESTREAM_PRODUCER_ANSWER_TIMEOUT", "2 s")
                .with("CANDLESTREAM_PRODUCER_BACKOFF_BASE", "100 ms")
                .with("CANDLESTREAM_PRODUCER_BACKOFF_CAP", "1 s")
                .with("CANDLESTREAM_PRODUCER_REST_TIMEOUT", "2 s")
                .with("CANDLESTREAM_PRODUCER_HEAL_CONFIRM", "8 s")
                .with("CANDLESTREAM_CONSUMER_CASSANDRA_REQUEST_TIMEOUT", "3 s");
    }
}
