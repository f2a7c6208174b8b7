/**
 * One batch. {@link io.candlestream.consumer.batch.Batches} runs it as one Spark job of {@link
 * io.candlestream.consumer.batch.BatchTask}s, one a topic partition, by the {@link
 * io.candlestream.consumer.batch.Flow} of its topic: decode, keep the {@link
 * io.candlestream.consumer.batch.NewestRows newest}, write, and what was rejected to the {@link
 * io.candlestream.consumer.batch.DeadLetters}. The tasks' {@link io.candlestream.consumer.batch.BatchTally} comes back for
 * the {@link io.candlestream.consumer.batch.ConsoleTable} and the line of the {@link
 * io.candlestream.consumer.batch.BatchLog}. The {@link io.candlestream.consumer.batch.StopGate} keeps the next batch out
 * when the program ends.
 */
package io.candlestream.consumer.batch;
