/**
 * Makes what the consumer makes of stored rows: of those that were stored before it did. {@link
 * io.candlestream.tools.recompute.RecomputeCommand} has a {@link io.candlestream.tools.recompute.StoredFeatures} write them.
 */
package io.candlestream.tools.recompute;
