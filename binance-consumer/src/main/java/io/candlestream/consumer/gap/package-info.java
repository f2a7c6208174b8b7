/**
 * The stream of gaps: {@link io.candlestream.consumer.gap.GapDecoder} reads a record into a {@link
 * io.candlestream.consumer.gap.GapRow} and rejects what cannot be a gap. {@link
 * io.candlestream.consumer.gap.GapStream} is all of it for the pipeline: it says which value stands in which column, and writes
 * what the consumer requests of the producer.
 */
package io.candlestream.consumer.gap;
