/**
 * The checkpoint's side of the doctor: {@link io.candlestream.tools.doctor.checkpoint.CheckpointFolder} reads what Spark and
 * the consumer left in it ({@code CheckpointFacts}), {@link io.candlestream.tools.doctor.checkpoint.CheckpointCheck}
 * compares it with the settings and with what the brokers hold.
 */
package io.candlestream.tools.doctor.checkpoint;
