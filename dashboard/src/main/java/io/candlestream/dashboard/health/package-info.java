/**
 * The pipeline's health: {@link io.candlestream.dashboard.health.PipelineHealth} reads the metrics of producer and consumer, each by a
 * {@code ProgramMetrics}, and makes one {@code HealthReport} of them.
 */
package io.candlestream.dashboard.health;
