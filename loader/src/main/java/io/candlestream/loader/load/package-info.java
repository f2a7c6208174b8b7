/**
 * A load from files to rows: {@link io.candlestream.loader.load.LoadJob} reads months on all processors and has a {@link
 * io.candlestream.loader.load.MonthStore} write each, {@link io.candlestream.loader.load.LoadedFiles} remembers what is done, {@link
 * io.candlestream.loader.load.LoadProgress} says how far it is.
 */
package io.candlestream.loader.load;
