package io.candlestream.dashboard.health;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the pipeline is. A figure that its part does not tell, or not yet, is absent.
 *
 * @param now epoch milliseconds
 * @param producer empty where nobody said where its metrics are; {@code consumer} likewise
 */
record HealthReport(long now, Availability cassandra, Optional<Producer> producer, Optional<Consumer> consumer) {
    /**
     * What the producer tells.
     *
     * @param reconnects how often a connection to the exchange was lost since its start
     */
    public record Producer(
            Availability reach,
            OptionalDouble framesPerSecond,
            OptionalDouble connections,
            OptionalDouble reconnects,
            OptionalDouble gaps,
            OptionalDouble gapsHealed,
            OptionalDouble gapsEmpty,
            Map<String, Long> rejected) {}

    /**
     * What the consumer tells.
     *
     * @param latencyMedian from a live update at the producer until its row is stored, in seconds; {@code latencyWorst} what one in a
     *     hundred exceeds; at {@code latencyLimit} all that is known is that it is longer
     * @param lastBatchAge since the newest batch of the query that waits longest, in seconds
     * @param batchSeconds how long a batch takes, on average over the last seconds
     */
    public record Consumer(
            Availability reach,
            OptionalDouble rowsPerSecond,
            OptionalDouble latencyMedian,
            OptionalDouble latencyWorst,
            OptionalDouble latencyLimit,
            OptionalDouble offsetsBehind,
            OptionalDouble lastBatchAge,
            OptionalDouble batchSeconds,
            Map<String, Long> deadLetters) {}
}
