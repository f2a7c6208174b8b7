/**
 * All that knows the gaps' columns: {@link io.candlestream.consumer.gap.GapDecoder} reads a record into a {@link
 * io.candlestream.consumer.gap.GapRow} and refuses what cannot be a gap, {@link io.candlestream.consumer.gap.GapColumns}
 * says where each value goes. {@link io.candlestream.consumer.gap.Gaps} offers it all to the pipeline.
 */
package io.candlestream.consumer.gap;
