/**
 * The checkpoint's side of the doctor: {@link io.candlestream.tools.doctor.checkpoint.CheckpointCheck} compares what Spark
 * and the consumer left in the folder (read by {@code CheckpointFolder} into {@code CheckpointSnapshot}) with the settings, and
 * with what the brokers hold ({@code Backlog}).
 */
package io.candlestream.tools.doctor.checkpoint;
