/**
 * What is made of stored rows. A {@link io.candlestream.consumer.derived.DerivedPipeline} says of which stream, from where and into which
 * sinks; in each task of a batch a {@link io.candlestream.consumer.derived.DerivedTask} remembers which rows were written, and makes again,
 * stretch by {@link io.candlestream.consumer.derived.Stretch}, what depends on them. Where it is made of two assets at once, a {@link
 * io.candlestream.consumer.derived.Slice} of time is read of the other one for all, and {@link
 * io.candlestream.consumer.derived.KnownPartitions} says which there are.
 */
package io.candlestream.consumer.derived;
