/**
 * How a program is watched. What it counts in memory is put under a name in {@link io.candlestream.runtime.metrics.MetricRegistry} (times in
 * {@link io.candlestream.runtime.metrics.Histogram}, the JVM's own figures beside them); {@link io.candlestream.runtime.metrics.Health} knows
 * whether it lives and is ready, by {@link io.candlestream.runtime.metrics.Incident}s that come and go. {@link
 * io.candlestream.runtime.metrics.MetricsEndpoint} answers by HTTP when somebody asks; until then nothing is done. {@link
 * io.candlestream.runtime.metrics.MetricsClient} is the other side: it reads the metrics of another program.
 */
package io.candlestream.runtime.metrics;
