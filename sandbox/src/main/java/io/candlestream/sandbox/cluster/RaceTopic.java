package io.candlestream.sandbox.cluster;

import io.candlestream.sandbox.server.ChildJvm;
import io.candlestream.sandbox.server.Pipeline;
import io.candlestream.sandbox.server.Topics;
import io.candlestream.sandbox.server.Wait;
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
            try (ChildJvm producer = pipeline.with(exchange).producer(line -> {})) {
                await(exchange::hasListener, producer);
                exchange.open();
                await(() -> Topics.size(brokers, TOPIC) >= rows, producer);
                exchange.stop();
                producer.stop(STOP);
            }
        }
        return Topics.size(brokers, TOPIC);
    }

    private static void await(BooleanSupplier state, ChildJvm producer) {
        if (!Wait.until(PATIENCE, POLL, () -> state.getAsBoolean() || !producer.alive()) || !producer.alive()) {
            throw new IllegalStateException("the topic does not fill; the producer says:\n" + producer.tail());
        }
    }
}
