/**
 * The sink for a look at what is written: a {@link io.candlestream.consumer.sink.console.ConsoleWriter} in each task keeps
 * the newest rows, {@link io.candlestream.consumer.sink.console.ConsoleSink} prints those of the whole batch.
 */
package io.candlestream.consumer.sink.console;
