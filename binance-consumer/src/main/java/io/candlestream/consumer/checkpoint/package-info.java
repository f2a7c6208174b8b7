/**
 * The folder that remembers how far a query has read. {@link io.candlestream.consumer.checkpoint.CheckpointLock} keeps a second
 * consumer out. {@link io.candlestream.consumer.checkpoint.Checkpoint} compares, before each start of the query, what the folder
 * was used for ({@link io.candlestream.consumer.checkpoint.CheckpointMetadata}) and where it stands ({@link
 * io.candlestream.consumer.checkpoint.Positions}, read from Spark's files by {@link
 * io.candlestream.consumer.checkpoint.SparkLog}) with the settings and with what the brokers hold ({@link
 * io.candlestream.consumer.checkpoint.TopicState}): each {@link io.candlestream.consumer.checkpoint.Loss} is refused, or accepted
 * with a warning.
 */
package io.candlestream.consumer.checkpoint;
