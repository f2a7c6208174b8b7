/**
 * The producer's engine, for any venue: {@code IngestEngine} runs a {@code StreamPipeline} for each {@code StreamDefinition}.
 * A message comes by a connection (package {@code connection}), is read (package {@code frame}) by the channel that knows
 * its type (package {@code channel}), watched for gaps, which are fetched (package {@code repair}), encoded and published
 * (package {@code publish}). Package {@code backfill} loads older events the same way. {@code ProducerHealth} and package
 * {@code metrics} tell how it goes.
 */
package io.candlestream.ingest;
