/**
 * What the consumer tells of itself, on the driver. {@link io.candlestream.consumer.metrics.ConsumerMetrics} adds up what the
 * tasks' results say ({@link io.candlestream.consumer.metrics.LatencyHistogram} among it) and what Spark says of a batch; {@link
 * io.candlestream.consumer.metrics.WriteRetries} counts failed writes while their task still runs, on whatever machine; {@link
 * io.candlestream.consumer.metrics.QueryHealth} makes of it whether a query lives and is ready.
 */
package io.candlestream.consumer.metrics;
