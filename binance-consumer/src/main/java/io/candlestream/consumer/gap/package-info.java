/**
 * The stream of gaps: {@link io.candlestream.consumer.gap.GapDecoder} reads a record into a {@link
 * io.candlestream.consumer.gap.GapRow} and rejects what cannot be a gap, {@link io.candlestream.consumer.gap.GapFields} says
 * which value stands in which column, and {@link io.candlestream.consumer.gap.GapEncoder} writes what the consumer requests of
 * the producer. {@link io.candlestream.consumer.gap.GapStream} is all of it for the pipeline.
 */
package io.candlestream.consumer.gap;
