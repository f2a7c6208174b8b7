/**
 * Makes what the consumer makes of other streams, of all that is there: features of the stored candles, of which some were stored before it
 * made any, and metrics of the topic's updates, of which some came late, or of the stored trades. In {@link
 * io.candlestream.tools.recompute.RecomputeCommand} a {@link io.candlestream.tools.recompute.FeatureRecompute} makes the ones, a {@link
 * io.candlestream.tools.recompute.CorrelationRecompute} pairs the candles of two assets, and a {@link
 * io.candlestream.tools.recompute.MetricRecompute} or a {@link io.candlestream.tools.recompute.TradeMetricRecompute} makes the others; a {@link
 * io.candlestream.tools.made.MadeTable} takes the rows of each.
 * {@link io.candlestream.tools.recompute.KlineUpdates} reads the topic, for the proof too.
 */
package io.candlestream.tools.recompute;
