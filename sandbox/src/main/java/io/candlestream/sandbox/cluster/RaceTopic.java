package io.candlestream.sandbox.cluster;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pause;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.TopicSize;
import io.candlestream.schema.Interval;
import io.candlestream.simulator.exchange.Exchange;
import io.candlestream.simulator.exchange.Pace;
import io.candlestream.simulator.market.SeededMarket;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** The topic that a race reads: what the producer makes of a simulated market. */
record RaceTopic(Pipeline pipeline) {
    private static final String TOPIC = "data.asset_prices";
    private static final long SEED = 1;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofSeconds(60);

    /** Returns how many records the topic holds once it has at least {@code rows}. */
    long fill(int rows) {
        SeededMarket market = new SeededMarket(SEED, SeededMarket.MAJORS, Interval.MINUTE_1, START.toEpochMilli());
        String brokers = pipeline.value("REDPANDA_BROKERS");
        try (Exchange exchange = new Exchange(market, Pace.fullSpeed())) {
            exchange.start();
            Pipeline source = pipeline.with("ASSET_SYMBOLS", String.join(",", market.symbols()))
                    .with(
                            "CANDLESTREAM_PRODUCER_STREAM_URL",
                            exchange.streamUrl().toString())
                    .with("CANDLESTREAM_PRODUCER_REST_URL", exchange.restUrl().toString());
            try (ChildJvm producer = source.producer(line -> {})) {
                await(exchange::hasListener, producer);
                exchange.open();
                await(() -> TopicSize.of(brokers, TOPIC) >= rows, producer);
                exchange.stop();
                producer.stop(STOP);
            }
        }
        return TopicSize.of(brokers, TOPIC);
    }

    private static void await(BooleanSupplier state, ChildJvm producer) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!state.getAsBoolean()) {
            if (!producer.alive() || System.nanoTime() > end) {
                throw new IllegalStateException("the topic does not fill; the producer says:\n" + producer.tail());
            }
            Pause.of(POLL);
        }
    }
}
