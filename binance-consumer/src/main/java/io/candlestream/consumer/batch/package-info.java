/**
 * One batch of a query. {@link io.candlestream.consumer.batch.Batches} runs it as one Spark job of {@link
 * io.candlestream.consumer.batch.BatchTask}s, one a topic partition. A task gives each record to the {@link
 * io.candlestream.consumer.batch.StreamTask} of its {@link io.candlestream.consumer.batch.StreamPipeline}: decode, keep the newest
 * row of each key in the {@link io.candlestream.consumer.batch.UpsertBuffer}, write to each sink, and send what was rejected to
 * the {@link io.candlestream.consumer.batch.DeadLetters}; what is made of the
 * stored rows a {@link io.candlestream.consumer.derived.DerivedTask} then writes too. Where a topic's updates make windows, a {@link
 * io.candlestream.consumer.batch.WindowShare} adds them to the {@link io.candlestream.consumer.window.KeptWindows} of their partition. The
 * tasks' results come back as the {@link
 * io.candlestream.consumer.batch.BatchResult}, which the sinks commit and the {@link io.candlestream.consumer.batch.BatchLog}
 * tells. The {@link io.candlestream.consumer.batch.StopGate} keeps the next batch out when the program ends.
 */
package io.candlestream.consumer.batch;
