/**
 * How a program is watched. What it counts in memory is put under a name in {@link io.candlestream.metrics.Meters} (times in
 * {@link io.candlestream.metrics.Durations}, the JVM's own figures beside them); {@link io.candlestream.metrics.Health} knows
 * whether it lives and is ready, by {@link io.candlestream.metrics.Trouble}s that come and go. {@link
 * io.candlestream.metrics.MetricsEndpoint} answers by HTTP when somebody asks; until then nothing is done.
 */
package io.candlestream.metrics;
