/**
 * What guards the folder that remembers how far the topics have been read. {@link
 * io.candlestream.consumer.guard.CheckpointLock} keeps a second consumer out. {@link
 * io.candlestream.consumer.guard.Checkpoint} compares, before each start of the query, who began the folder ({@link
 * io.candlestream.consumer.guard.Owner}) and where it stands ({@link io.candlestream.consumer.guard.Positions},
 * read from Spark's files by {@link io.candlestream.consumer.guard.SparkLog}) with what the brokers hold ({@link
 * io.candlestream.consumer.guard.TopicState}): each {@link io.candlestream.consumer.guard.Loss} is refused, or
 * accepted aloud.
 */
package io.candlestream.consumer.guard;
