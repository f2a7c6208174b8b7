/**
 * Makes what the consumer makes of other streams, of all that is there: features of the stored candles, of which some were stored before it
 * made any, and metrics of the topic's updates, of which some came late, or of the stored trades. {@link io.candlestream.tools.recompute.RecomputeCommand} has a {@link
 * io.candlestream.tools.recompute.FeatureTable} write the ones, a {@link io.candlestream.tools.recompute.CorrelationRecompute} pair the candles of two assets, and a {@link io.candlestream.tools.recompute.MetricRecompute} or a
 * {@link io.candlestream.tools.recompute.TradeMetricRecompute} make the others.
 * {@link io.candlestream.tools.recompute.KlineUpdates} reads the topic, for the proof too.
 */
package io.candlestream.tools.recompute;
