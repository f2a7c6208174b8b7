/**
 * The pipeline's health: {@link io.candlestream.dashboard.health.PipelineHealth} asks each {@code ProgramMetrics} for its metrics, which
 * {@code Exposition} reads, and makes one {@link io.candlestream.dashboard.health.HealthReport} of them.
 */
package io.candlestream.dashboard.health;
