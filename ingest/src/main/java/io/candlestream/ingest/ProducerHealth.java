package io.candlestream.ingest;

import io.candlestream.ingest.connection.StreamFeed;
import io.candlestream.ingest.metrics.ProducerMetrics;
import io.candlestream.ingest.publish.RecordPublisher;
import io.candlestream.runtime.metrics.Health;
import io.candlestream.runtime.metrics.Incident;
import io.candlestream.runtime.metrics.MetricRegistry;
import io.candlestream.runtime.metrics.MetricsEndpoint;
import io.candlestream.runtime.metrics.MetricsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the producer is watched from outside: its counts under their names, and what hinders it. */
final class ProducerHealth {
    /** The connections are looked after every second; a JVM that is short of processor time may be late. */
    private static final Duration STUCK = Duration.ofMinutes(1);

    private final MetricRegistry registry = new MetricRegistry("candlestream_producer");
    private final Health health = new Health();
    private final Incident exchangeAway = new Incident();
    private final StreamFeed feed;

    ProducerHealth(
            ProducerMetrics metrics, StreamFeed feed, RecordPublisher publisher, List<StreamPipeline<?>> streams) {
        this.feed = feed;
        metrics.show(registry);
        registry.gauge("connections", "Connections to the exchange that deliver", feed::delivering);
        feed.trouble().ifPresent(exchangeAway::begins);
        health.readyUnless(this::exchange);
        health.readyUnless(publisher::trouble);
        streams.forEach(stream -> health.readyUnless(stream::trouble));
    }

    /** Begins to answer, for as long as the program runs. */
    void listen(MetricsSettings where) {
        MetricsEndpoint.start(where, registry, health);
    }

    /** The feed runs: from here on it has to be looked after. */
    void started() {
        health.livesUnless(this::stuck);
    }

    private Optional<String> exchange() {
        feed.trouble().ifPresentOrElse(exchangeAway::begins, exchangeAway::ends);
        return exchangeAway.message();
    }

    private Optional<String> stuck() {
        Duration unattended = feed.unattended();
        return unattended.compareTo(STUCK) > 0
                ? Optional.of("the connections have not been looked after for " + unattended.toSeconds() + " s")
                : Optional.empty();
    }
}
