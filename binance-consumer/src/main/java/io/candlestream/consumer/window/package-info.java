/**
 * The windows of time that may still change. {@link io.candlestream.consumer.window.KeptWindows} keeps those of a topic's partition from one batch
 * to the next, and makes them again of the {@link io.candlestream.consumer.window.TopicPast} where they are lost; {@link
 * io.candlestream.consumer.window.LateUpdates} names what came too late for them, and {@link
 * io.candlestream.consumer.window.RecordsToCome} remembers what came too early.
 */
package io.candlestream.consumer.window;
