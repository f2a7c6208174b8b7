/** What the producer counts: {@code ProducerMetrics} of all connections together, {@code StreamMetrics} of each stream. */
package io.candlestream.ingest.metrics;
